"""Who is on call: handovers, hours, overrides, gaps, and the nights on which clocks change."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.core.clock import Hours
from troth.core.urgent.parse import handover
from troth.core.urgent.rota import Layer, Override, Turn
from troth.core.urgent.shifts import Cover, gaps, next_shift, on_call, shift_at, shifts

NEW_YORK = ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")
FIVE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
SUPPORT = Hours(
    "America/New_York",
    {day: [("08:00", "20:00")] for day in ("mon", "tue", "wed", "thu", "fri")},
)


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def turn(changes: str, *people: str, begins: str = "2026-01-05", **more: object) -> Turn:
    zone = more.pop("zone", NEW_YORK)
    assert isinstance(zone, ZoneInfo)
    hours = more.pop("hours", None)
    assert hours is None or isinstance(hours, Hours)
    return Turn("turn", zone, handover(changes, date.fromisoformat(begins)), people, hours)


def layer(*turns: Turn) -> Layer:
    return Layer("first", "First on call", FIVE, turns)


WEEKLY = layer(turn("Mon 09:00", "ada", "ben", "cleo"))


@pytest.mark.parametrize(
    ("instant", "who"),
    [
        pytest.param("2026-01-05 08:59", None, id="before-the-first-handover"),
        pytest.param("2026-01-05 09:00", "ada", id="at-the-first-handover"),
        pytest.param("2026-01-12 08:59:59", "ada", id="a-second-before-the-next"),
        pytest.param("2026-01-12 09:00", "ben", id="at-the-next"),
        pytest.param("2026-01-26 09:00", "ada", id="round-again"),
        pytest.param("2026-03-09 08:59", "cleo", id="before-one-after-summer-time-began"),
        pytest.param("2026-03-09 09:00", "ada", id="after-summer-time-began"),
    ],
)
def test_a_week_passes_on_at_the_same_wall_time(instant: str, who: str | None) -> None:
    assert shift_at(WEEKLY, at(instant)).person == who


def test_of_days_each_has_one_person_and_of_two_weeks_too() -> None:
    daily = layer(turn("every day 08:00", "ada", "ben"))
    fortnightly = layer(turn("every 2 weeks Wed 12:00", "ada", "ben"))

    assert [shift_at(daily, at(f"2026-01-0{day} 10:00")).person for day in (5, 6, 7)] == [
        "ada",
        "ben",
        "ada",
    ]
    assert shift_at(fortnightly, at("2026-01-21 11:59")).person == "ada"
    assert shift_at(fortnightly, at("2026-01-21 12:00")).person == "ben"


@pytest.mark.parametrize("changes", ["Sun 02:30", "Sun 01:30"])
@pytest.mark.parametrize("night", ["2026-03-08", "2026-11-01"])
def test_on_a_night_that_clocks_change_the_turn_passes_once(changes: str, night: str) -> None:
    one = layer(turn(changes, "ada", "ben", begins="2026-01-04"))
    midnight = at(f"{night} 00:00")

    seen = [shift_at(one, midnight + timedelta(minutes=n)).person for n in range(0, 300, 10)]

    assert len(set(seen)) == 2
    assert seen == sorted(seen, key=seen.index)  # never back to whoever had it before


def test_follow_the_sun_is_whoever_s_hours_are_open() -> None:
    sun = layer(
        turn("Mon 08:00", "ada", hours=SUPPORT),
        turn(
            "Mon 09:00",
            "kiran",
            zone=KOLKATA,
            hours=Hours("Asia/Kolkata", {"tue": [("09:00", "18:00")]}),
        ),
    )

    assert shift_at(sun, at("2026-01-12 12:00")).person == "ada"
    assert shift_at(sun, at("2026-01-13 10:00", KOLKATA)).person == "kiran"
    assert shift_at(sun, at("2026-01-17 12:00")).person is None


def test_where_turns_overlap_the_first_has_the_shift_and_the_second_comes_next() -> None:
    both = layer(turn("Mon 09:00", "ada"), turn("Mon 09:00", "ben"))

    assert on_call(both, at("2026-01-12 12:00")) == ("ada", "ben")


def test_an_override_takes_the_shift_and_gives_it_back() -> None:
    noon = at("2026-01-13 12:00")
    taken = Override("first", "dora", noon, noon + timedelta(hours=2))

    found = shifts(WEEKLY, noon - timedelta(hours=1), noon + timedelta(hours=3), [taken])

    assert [(one.person, one.ends - one.begins) for one in found] == [
        ("ben", timedelta(hours=1)),
        ("dora", timedelta(hours=2)),
        ("ben", timedelta(hours=1)),
    ]
    assert on_call(WEEKLY, noon, [taken]) == ("dora", "ben")


def test_of_two_overrides_the_later_one_holds() -> None:
    noon = at("2026-01-13 12:00")
    first = Override("first", "dora", noon, noon + timedelta(hours=4))
    second = Override("first", "eli", noon + timedelta(hours=1), noon + timedelta(hours=2))

    found = shifts(WEEKLY, noon, noon + timedelta(hours=4), [second, first])

    assert [one.person for one in found] == ["dora", "eli", "dora"]


def test_next_is_somebody_else() -> None:
    coming = next_shift(WEEKLY, at("2026-01-13 12:00"))

    assert coming is not None
    assert (coming.person, coming.begins) == ("cleo", at("2026-01-19 09:00"))
    assert next_shift(layer(turn("Mon 09:00", "ada")), at("2026-01-13 12:00")) is None


def test_cover_outside_support_hours_is_missed_only_then() -> None:
    office = layer(turn("Mon 09:00", "ada", hours=SUPPORT))
    week = (at("2026-01-12 00:00"), at("2026-01-14 00:00"))

    assert gaps([office], at("2026-01-12 09:00"), week[1], needed=Cover(SUPPORT)) == []
    assert gaps([office], *week, needed=Cover(SUPPORT, outside=True)) == [
        (at("2026-01-12 00:00"), at("2026-01-12 08:00")),
        (at("2026-01-12 20:00"), at("2026-01-13 08:00")),
        (at("2026-01-13 20:00"), at("2026-01-14 00:00")),
    ]


def test_who_is_away_leaves_a_gap_that_a_second_layer_fills() -> None:
    second = Layer("second", "Second", FIVE, (turn("Mon 09:00", "gus"),))
    week = (at("2026-01-12 09:00"), at("2026-01-19 09:00"))

    assert gaps([WEEKLY], *week, absent=["ben"]) == [week]
    assert gaps([WEEKLY, second], *week, absent=["ben"]) == []


@given(
    changes=st.sampled_from(["every day 02:30", "Sun 01:30", "every 3 weeks Fri 00:00"]),
    zone=st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]),
    hour=st.integers(0, 24 * 700),
    lengths=st.lists(st.integers(1, 40), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_shifts_are_what_asking_hour_by_hour_finds(
    changes: str, zone: str, hour: int, lengths: Sequence[int]
) -> None:
    place = ZoneInfo(zone)
    one = layer(
        turn(changes, "ada", "ben", "cleo", zone=place, hours=SUPPORT),
        turn("every day 12:00", "gus", "hal"),
    )
    begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    overrides = [
        Override(
            "first", f"o{n}", begins + timedelta(hours=7 * n), begins + timedelta(hours=n * 7 + x)
        )
        for n, x in enumerate(lengths)
    ]
    ends = begins + timedelta(hours=60)

    found = shifts(one, begins, ends, overrides)

    assert found[0].begins == begins
    assert found[-1].ends == ends
    assert all(a.ends == b.begins for a, b in pairwise(found))
    for step in range(60 * 2):
        asked = begins + timedelta(minutes=30 * step)
        within = next(one for one in found if one.begins <= asked < one.ends)
        assert within.person == next(iter(on_call(one, asked, overrides)), None)
