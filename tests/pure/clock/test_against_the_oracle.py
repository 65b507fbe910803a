"""The clock and the slow oracle agree, for any hours, around the strangest nights of ten zones."""

from datetime import date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.pure.clock import oracle
from tests.pure.clock.oracle import DAY_NAMES, Plain, Spans, utc
from troth.core.clock import Hours
from troth.core.clock.business_days import End
from troth.core.clock.trace import explain_due

# Each zone with days near which its wall clocks jump, or nearly do.
NIGHTS = {
    "America/New_York": [utc(2026, 3, 8), utc(2026, 11, 1)],
    "Europe/London": [utc(2026, 3, 29), utc(2026, 10, 25), utc(1971, 10, 31)],
    "Asia/Kolkata": [utc(2026, 5, 1)],
    "Australia/Lord_Howe": [utc(2026, 4, 5), utc(2026, 10, 4)],
    "Africa/Cairo": [utc(2014, 5, 16), utc(2026, 4, 24), utc(2026, 10, 30)],
    "America/Sao_Paulo": [utc(2018, 2, 18), utc(2018, 11, 4)],
    "Pacific/Apia": [utc(2011, 12, 30), utc(2011, 9, 24), utc(2012, 4, 1)],
    "Africa/Casablanca": [utc(2026, 2, 15), utc(2026, 3, 22)],
    "America/Havana": [utc(2026, 3, 8), utc(2026, 11, 1)],
    "Asia/Pyongyang": [utc(2018, 5, 5), utc(2015, 8, 15)],
}
DAYS_WALKED = 12
EXAMPLES = 10  # a zone; thousands were walked when this was written

per_zone = pytest.mark.parametrize("zone", NIGHTS)
thrifty = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@st.composite
def spans(draw: st.DrawFn, *, past_midnight: bool) -> Spans:
    """Up to two spans that do not overlap; the last may run past midnight."""
    marks = draw(st.lists(st.integers(0, 96), max_size=4, unique=True).map(sorted))
    pairs = [(clock(a), clock(b)) for a, b in zip(marks[::2], marks[1::2], strict=False) if a < 96]
    if past_midnight and len(marks) % 2 and marks[-1] < 96:
        # It ends before 06:00; hours that overlap the next morning are refused, and drawn again.
        pairs.append((clock(marks[-1]), clock(draw(st.integers(0, min(marks[-1], 24))))))
    return pairs


@st.composite
def cases(draw: st.DrawFn, zone: str) -> tuple[Plain, Hours, datetime]:
    """Hours in a zone, and an instant within three days of a strange night of it."""
    night = draw(st.sampled_from(NIGHTS[zone]))
    start = night + timedelta(
        minutes=draw(st.integers(-3 * 1440, 3 * 1440)), microseconds=draw(st.integers(0, 999_999))
    )
    weekly = draw(st.dictionaries(st.sampled_from(DAY_NAMES), spans(past_midnight=True)))
    # Half of all hours have one day's spans every day, so that most walks have something to count.
    if draw(st.booleans()):
        same = draw(spans(past_midnight=True))
        weekly = dict.fromkeys(DAY_NAMES, same)
    near = st.integers(-3, 8).map(lambda n: night.date() + timedelta(days=n))
    special: dict[date, Spans | None] = draw(
        st.dictionaries(near, st.none() | spans(past_midnight=True), max_size=3)
    )
    plain = Plain(
        zone,
        weekly,
        frozenset(day for day, kind in special.items() if kind is None),
        {day: kind for day, kind in special.items() if kind is not None},
    )
    try:
        hours = Hours(zone, plain.weekly, plain.holidays, plain.exceptions)
    except ValueError:
        assume(False)
        raise
    return plain, hours, start


@per_zone
@thrifty
@given(data=st.data())
def test_the_clock_says_what_the_oracle_walks(zone: str, data: st.DataObject) -> None:
    plain, hours, start = data.draw(cases(zone))
    walked = oracle.walk(plain, start - timedelta(days=2), DAYS_WALKED)
    allowance = timedelta(minutes=data.draw(st.integers(0, 3000)), microseconds=start.microsecond)

    due_at = oracle.due(walked, start, allowance)
    if due_at is not None:
        assert hours.due(start, allowance) == due_at
        assert explain_due(start, allowance, hours).due_at == due_at

    end = start + data.draw(st.timedeltas(timedelta(0), timedelta(days=9)))
    assert hours.elapsed(start, end) == oracle.elapsed(walked, start, end)

    ahead = [quarter for quarter in walked if quarter.until > start]
    assert hours.is_open(start) is ahead[0].is_open
    turn = next((q for q in ahead if q.is_open != ahead[0].is_open), None)
    if turn is not None:
        assert hours.next_change(start) == (turn.at, turn.is_open)

    n = data.draw(st.integers(1, 5))
    for ends in get_args(End):
        expected = oracle.business_days(walked, start, n, ends)
        if expected is not None:
            assert hours.due_business_days(start, n, ends) == expected


@given(
    start=st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda t: utc(2025, 1, 1) + t),
    first=st.timedeltas(timedelta(0), timedelta(days=90)),
    then=st.timedeltas(timedelta(0), timedelta(days=90)),
)
@settings(max_examples=30, deadline=None)
def test_an_allowance_may_be_counted_in_two_parts(
    start: datetime, first: timedelta, then: timedelta
) -> None:
    hours = Hours("Europe/London", {day: [("09:00", "17:30")] for day in DAY_NAMES[:5]})
    if first and then:
        assert hours.due(hours.due(start, first), then) == hours.due(start, first + then)


@pytest.mark.parametrize("night", [utc(2009, 3, 8), utc(2009, 11, 1)])
def test_saint_johns_changes_its_clocks_a_minute_past_midnight(night: datetime) -> None:
    plain = Plain("America/St_Johns", {"sun": [("00:00", "00:45"), ("22:30", "23:30")]})
    walked = oracle.walk(plain, night - timedelta(days=1), 3, step=timedelta(minutes=1))
    hours = Hours(plain.zone, plain.weekly)
    for quarter in walked[::7]:
        assert hours.is_open(quarter.at) is quarter.is_open
        assert hours.elapsed(walked[0].at, quarter.at) == oracle.elapsed(
            walked, walked[0].at, quarter.at
        )


def clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"
