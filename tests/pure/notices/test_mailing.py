"""When notices are mailed, and how they are put together."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.times import eastern
from troth.domain.notices.rules import (
    HOLDS,
    MANY,
    Bundle,
    Pending,
    Wish,
    after_quiet,
    bundles,
    mail_at,
    next_at,
)

EASTERN = ZoneInfo("America/New_York")
RIGA = ZoneInfo("Europe/Riga")
NIGHT = (time(22, 0), time(7, 0))
NOW = eastern("2026-03-02 12:00")


@pytest.mark.parametrize(
    ("after", "wall", "expected"),
    [
        pytest.param("2026-03-02 07:00", "08:00", "2026-03-02 08:00", id="later-today"),
        pytest.param("2026-03-02 08:00", "08:00", "2026-03-03 08:00", id="not-the-same-instant"),
        pytest.param("2026-03-07 12:00", "08:00", "2026-03-08 08:00", id="clocks-go-forward"),
        pytest.param("2026-03-07 12:00", "02:30", "2026-03-08 03:30", id="a-time-that-is-skipped"),
        pytest.param("2026-10-31 12:00", "08:00", "2026-11-01 08:00", id="clocks-go-back"),
        pytest.param("2026-10-31 12:00", "01:30", "2026-11-01 01:30", id="the-first-of-two"),
    ],
)
def test_a_digest_comes_at_its_hour_on_the_readers_clock(
    after: str, wall: str, expected: str
) -> None:
    assert next_at(time.fromisoformat(wall), EASTERN, eastern(after)) == eastern(expected)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - as Hypothesis asks
    st.times(),
    st.sampled_from([EASTERN, RIGA, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata")]),
)
def test_a_digest_comes_within_a_day_and_what_a_clock_change_adds(
    after: datetime, wall: time, zone: ZoneInfo
) -> None:
    start = after.replace(tzinfo=UTC)
    then = next_at(wall, zone, start)

    assert timedelta(0) < then - start <= timedelta(hours=25)
    assert then.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-03-02 21:59", "2026-03-02 21:59", id="before-it"),
        pytest.param("2026-03-02 22:00", "2026-03-03 07:00", id="as-it-begins"),
        pytest.param("2026-03-03 03:00", "2026-03-03 07:00", id="after-midnight"),
        pytest.param("2026-03-03 07:00", "2026-03-03 07:00", id="as-it-ends"),
        pytest.param("2026-03-07 23:00", "2026-03-08 07:00", id="the-night-clocks-change"),
    ],
)
def test_a_quiet_time_is_waited_out(at: str, expected: str) -> None:
    assert after_quiet(NIGHT, EASTERN, eastern(at)) == eastern(expected)


def test_a_quiet_time_within_a_day_and_one_of_no_length() -> None:
    lunch = (time(12, 0), time(13, 0))

    assert after_quiet(lunch, EASTERN, eastern("2026-03-02 12:30")) == eastern("2026-03-02 13:00")
    assert after_quiet(lunch, EASTERN, eastern("2026-03-02 14:30")) == eastern("2026-03-02 14:30")
    assert after_quiet((time(9, 0), time(9, 0)), EASTERN, NOW) == NOW


def test_when_a_mail_may_go_out() -> None:
    wish = Wish(zone=RIGA, digest_at=time(8, 30), quiet=NIGHT)
    evening = eastern("2026-03-02 16:00")  # 23:00 in Riga

    assert mail_at("mentioned", "at once", Wish(), EASTERN, NOW) == NOW + HOLDS
    assert mail_at("mentioned", "at once", wish, EASTERN, evening) == eastern("2026-03-03 00:00")
    assert mail_at("promise broken", "at once", wish, EASTERN, evening) == evening
    assert mail_at("held", "digest", wish, EASTERN, NOW) == eastern("2026-03-03 01:30")


def waiting(
    name: int, ticket: int, *, agent: int = 1, digest: bool = False, due: int = 0
) -> Pending:
    return Pending(name, agent, ticket, digest, NOW + timedelta(seconds=due))


def test_ten_entries_on_one_ticket_are_one_mail() -> None:
    ten = [waiting(name, 10001, due=name * 6) for name in range(10)]

    assert bundles(ten, NOW) == [Bundle(1, 10001, False, tuple(range(10)))]


def test_nothing_goes_out_before_its_time() -> None:
    assert bundles([waiting(1, 10001, due=1), waiting(2, 10001, digest=True, due=60)], NOW) == []


def test_a_digest_is_one_mail_and_leaves_what_is_urgent_alone() -> None:
    rows = [waiting(1, 10001, digest=True), waiting(2, 10002, digest=True), waiting(3, 10003)]

    assert bundles(rows, NOW) == [
        Bundle(1, None, True, (1, 2)),
        Bundle(1, 10003, False, (3,)),
    ]


def test_a_flood_is_one_mail() -> None:
    rows = [waiting(name, 10000 + name) for name in range(MANY + 1)]

    assert bundles(rows, NOW) == [Bundle(1, None, False, tuple(range(MANY + 1)))]


pendings = st.builds(
    Pending,
    id=st.integers(1, 10**6),
    agent=st.integers(1, 3),
    ticket=st.integers(10001, 10006),
    digest=st.booleans(),
    mail_at=st.sampled_from([NOW - HOLDS, NOW, NOW + HOLDS]),
)


@given(st.lists(pendings, unique_by=lambda one: one.id))
def test_whatever_is_due_goes_out_once(rows: list[Pending]) -> None:
    sent = [name for bundle in bundles(rows, NOW) for name in bundle.notices]
    owner = {one.id: one.agent for one in rows}

    assert len(sent) == len(set(sent))
    assert {one.id for one in rows if one.mail_at <= NOW} <= set(sent)
    for bundle in bundles(rows, NOW):
        assert {owner[name] for name in bundle.notices} == {bundle.agent}
