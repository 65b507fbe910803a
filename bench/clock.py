"""The clock beside its peers: businesstimedelta and pandas, in one run, on one load.

New York 08:00-20:00 on weekdays, ten holidays a year over 26 years. Starts are drawn over those
years with a fixed seed, aware and in UTC; answers come back in UTC. Every figure is the time a
call takes, the best of several rounds over all its starts, caches warm for everyone.

    python -m bench.clock

Prints one line a figure and the ratios; exits 1 where a ratio is below its bar. The peers are in
requirements-bench.in.
"""

import random
import sys
import time as stopwatch
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import businesstimedelta
import pandas
import pytz

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from troth.core.clock import Hours
from troth.core.clock.openings import Openings
from troth.core.clock.words.days import holidays_in, parse_day

YEARS = range(2001, 2027)
HOLIDAYS = [
    *("January 1", "third Monday of January", "third Monday of February", "last Monday of May"),
    *("July 4", "first Monday of September", "fourth Thursday of November", "November 11"),
    *("day after fourth Thursday of November", "December 25"),
]
A_SECOND, FOUR_HOURS, A_MONTH = timedelta(seconds=1), timedelta(hours=4), timedelta(days=30)
DUE_BAR, ELAPSED_BAR = 35, 800

Question = Callable[[datetime], object]


def main() -> int:
    """Measure, print, and say whether the bars are met."""
    rules = [parse_day(text) for text in HOLIDAYS]
    holidays = list(holidays_in(rules, YEARS[0], YEARS[-1], "nearest weekday"))
    starts = draw(20_000)
    print(f"load: New York 08-20, {len(holidays)} holidays in {len(YEARS)} years, due of 4 hours")
    print(f"and elapsed over 30 days; {len(starts):,} starts (peers: fewer, of the same draw)\n")

    ours = troth(holidays)
    theirs = their_rules(holidays)
    panda = pandas_hours(holidays)
    agree(ours, theirs, starts[:200])

    print(f"{'first answer, cold':<34}{cold(holidays):>12.0f} µs")
    due = measure("due, troth", lambda at: ours.due(at, FOUR_HOURS), starts)
    allowance = businesstimedelta.BusinessTimeDelta(theirs, timedelta=FOUR_HOURS)
    due_peer = measure("due, businesstimedelta", lambda at: at + allowance, starts[:1000])
    stamps = [pandas.Timestamp(at).tz_convert("America/New_York") for at in starts[:1000]]
    due_panda = measure("due, pandas", lambda at: at + panda, stamps)

    elapsed = measure("elapsed, troth", lambda at: ours.elapsed(at, at + A_MONTH), starts)
    elapsed_peer = measure(
        "elapsed, businesstimedelta", lambda at: theirs.difference(at, at + A_MONTH), starts[:100]
    )
    hourly = pandas_hours(holidays, 1)
    elapsed_panda = measure(
        "elapsed, pandas (whole hours)",
        lambda at: len(pandas.date_range(at, at + A_MONTH, freq=hourly)),
        stamps[:30],
    )
    days = measure("5 business days, troth", lambda at: ours.due_business_days(at, 5), starts)

    print(f"\n{days / due:.0f} due answers cost as much as one of business days")
    print(f"due against pandas: {due_panda / due:,.0f} times")
    print(f"elapsed against pandas: {elapsed_panda / elapsed:,.0f} times")
    met = [
        against("due", due_peer / due, DUE_BAR),
        against("elapsed", elapsed_peer / elapsed, ELAPSED_BAR),
    ]
    return 0 if all(met) else 1


def troth(holidays: list[date]) -> Hours:
    """Make our hours."""
    days = ("mon", "tue", "wed", "thu", "fri")
    return Hours("America/New_York", {day: [("08:00", "20:00")] for day in days}, holidays)


def their_rules(holidays: list[date]) -> businesstimedelta.Rules:
    """Make the same hours for businesstimedelta; a set of holidays, which it looks up fastest."""
    zone = pytz.timezone("America/New_York")
    work = businesstimedelta.WorkDayRule(time(8), time(20), [0, 1, 2, 3, 4], tz=zone)
    # It looks for a next holiday five years ahead and fails without one.
    known = {*holidays, date(YEARS[-1] + 1, 1, 1), date(YEARS[-1] + 2, 1, 1)}
    return businesstimedelta.Rules([work, businesstimedelta.HolidayRule(known, tz=zone)])


def pandas_hours(holidays: list[date], hours: int = 4) -> pandas.offsets.CustomBusinessHour:
    """Make the same hours for pandas, as an offset of some hours."""
    return pandas.offsets.CustomBusinessHour(hours, start="08:00", end="20:00", holidays=holidays)


def draw(count: int) -> list[datetime]:
    """Draw instants over the years, at any time of day and week, the same ones every run."""
    chance = random.Random(2008)
    first = datetime(YEARS[0], 1, 8, tzinfo=UTC)
    last = datetime(YEARS[-1], 11, 1, tzinfo=UTC)
    return [first + (last - first) * chance.random() for _ in range(count)]


def agree(ours: Hours, theirs: businesstimedelta.Rules, starts: list[datetime]) -> None:
    """Say how often the two agree, to the second: a ratio of different answers means little."""
    allowance = businesstimedelta.BusinessTimeDelta(theirs, timedelta=FOUR_HOURS)
    same = sum(ours.due(at, FOUR_HOURS) == at + allowance for at in starts)
    lengths = 0
    for at in starts[:50]:
        counted = theirs.difference(at, at + A_MONTH).timedelta  # it drops parts of a second
        lengths += ours.elapsed(at, at + A_MONTH) // A_SECOND == counted // A_SECOND
    print(f"same answers, to the second: due {same} of {len(starts)}, elapsed {lengths} of 50")


def cold(holidays: list[date]) -> float:
    """Return the microseconds of a first answer: index and zone built from nothing."""
    hours = troth(holidays)
    begun = stopwatch.perf_counter()
    Openings(hours.timetable).covering(datetime(2026, 3, 2, tzinfo=UTC))
    return (stopwatch.perf_counter() - begun) * 1e6


def measure(name: str, question: Question, starts: list[datetime]) -> float:
    """Time a question over its starts, print it, and return the microseconds of one call."""
    best = float("inf")
    for _ in range(5):
        begun = stopwatch.perf_counter()
        for at in starts:
            question(at)
        best = min(best, stopwatch.perf_counter() - begun)
    each = best / len(starts) * 1e6
    print(f"{name:<34}{each:>12,.2f} µs")
    return each


def against(name: str, ratio: float, bar: int) -> bool:
    """Print a ratio beside its bar."""
    verdict = "met" if ratio >= bar else "NOT MET"
    print(f"{name} against businesstimedelta: {ratio:,.0f} times (bar {bar}: {verdict})")
    return ratio >= bar


if __name__ == "__main__":
    sys.exit(main())
