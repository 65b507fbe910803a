"""Why a due instant is what it is: the spans counted and the dates skipped."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from troth.core.clock.business_days import End, Landing, count_business_days
from troth.core.clock.due import due
from troth.core.clock.hours import Hours
from troth.core.clock.instants import DAY, date_of, day_number, in_utc, instant
from troth.core.clock.openings import openings_of
from troth.core.clock.telling import Skip, tell_counted, tell_skipped, wall
from troth.core.clock.words.durations import Elapsed, count
from troth.core.clock.zones import wall_clock

# A person reads a dozen lines, so a longer count is told by week, month or year.
_LINES = 12
_GROUPS: tuple[Callable[[date], tuple[int, ...]], ...] = (
    lambda day: tuple(day.isocalendar()[:2]),
    lambda day: (day.year, day.month),
    lambda day: (day.year,),
)
_LANDINGS: dict[Landing, str] = {
    "same time": "Counted to the same time of day.",
    "the close before it": "That time of day is closed then, so it is due at the close before it.",
    "the opening": "That time of day is not yet open then, so it is due at the opening.",
    "the close": "Counted to the close of the last business day.",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Open time that was counted: one span, or `spans` of them told together."""

    opens: datetime
    closes: datetime
    counted: timedelta
    spans: int = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date that was passed over, or counted for less or more than its weekday's hours."""

    on: date
    kind: Skip
    name: str  # the holiday's name, or the spans of an exception; empty where there is none


@dataclass(frozen=True, slots=True)
class Trace:
    """A due instant and everything that was counted to find it. Instants are in UTC."""

    hours: Hours
    start: datetime
    asked: str
    unit: Literal["open time", "business days"]
    counted: tuple[Counted, ...]
    skipped: tuple[Skipped, ...]
    landing: Landing | None
    due_at: datetime

    def lines(self) -> list[str]:
        """Tell it in plain English, line by line, in the hours' own zone."""
        zone, name = self.hours.zone, self.hours.name
        state = "inside" if self.hours.is_open(self.start) else "outside"
        told = [
            (day_number(in_zone(part.opens, self.hours)), 1, tell_counted(part, self.unit, zone))
            for part in self.counted
        ]
        told += [
            (day_number(first), 0, text)
            for first, text in tell_skipped([(s.on, s.kind, s.name) for s in self.skipped])
        ]
        told.sort(key=lambda line: line[:2])
        what = f"{self.asked} of {name} hours" if self.unit == "open time" else self.asked
        where = f", {state} {name} hours ({zone.key or 'own zone'})"
        if self.hours.timetable.never_closes:
            where, what = "", f"{self.asked}, around the clock"
        return [
            f"From {wall(self.start, zone)}{where}.",
            f"Counts {what}.",
            *(text for _, _, text in told),
            *([_LANDINGS[self.landing]] if self.landing else []),
            f"Due {wall(self.due_at, zone)}.",
        ]


def explain_due(start: datetime, allowance: timedelta, hours: Hours) -> Trace:
    """Return what `hours.due(start, allowance)` counted; the counted spans add up to it.

    Raises what `due` raises.
    """
    start = in_utc(start)
    openings = openings_of(hours.timetable)
    due_at = due(start, allowance, openings)
    openings.covering(start)
    index = openings.covering(due_at)
    parts = []
    for place in range(bisect_right(index.opens, start) - 1, len(index.opens)):
        opens, closes = max(index.opens[place], start), min(index.closes[place], due_at)
        if opens >= due_at:
            break
        if opens < closes:
            parts.append(Counted(opens, closes, closes - opens))
    return Trace(
        hours=hours,
        start=start,
        asked=Elapsed(allowance).words(),
        unit="open time",
        counted=_coalesced(parts, hours),
        skipped=_skipped(start, due_at, hours),
        landing=None,
        due_at=due_at,
    )


def explain_business_days(start: datetime, n: int, end: End, hours: Hours) -> Trace:
    """Return what `hours.due_business_days(start, n, end)` counted: one item a business date.

    Raises what `due_business_days` raises.
    """
    start = in_utc(start)
    days = count_business_days(start, n, end, openings_of(hours.timetable))
    parts = []
    for day in days.days:
        pieces = hours.timetable.pieces_on(day)
        open_time = sum(piece.closes - piece.opens for piece in pieces)
        opens, closes = pieces[0].opens, max(piece.closes for piece in pieces)
        length = timedelta(microseconds=open_time)
        parts.append(Counted(instant(opens), instant(closes), length))
    return Trace(
        hours=hours,
        start=start,
        asked=count(n, "business day"),
        unit="business days",
        counted=_coalesced(parts, hours),
        skipped=_skipped(start, days.due_at, hours),
        landing=days.landing,
        due_at=days.due_at,
    )


def in_zone(at: datetime, hours: Hours) -> date:
    """Return the calendar date that wall clocks of the hours' zone show at an instant."""
    return date_of(wall_clock(hours.zone, at) // DAY)


def _coalesced(parts: list[Counted], hours: Hours) -> tuple[Counted, ...]:
    """Put parts together by week, month or year until there are few enough to read."""
    for group in _GROUPS:
        if len(parts) <= _LINES:
            break
        together = []
        for _, items in groupby(parts, key=lambda part: group(in_zone(part.opens, hours))):
            same = list(items)
            total = sum((part.counted for part in same), timedelta(0))
            spans = sum(part.spans for part in same)
            together.append(Counted(same[0].opens, same[-1].closes, total, spans))
        parts = together
    return tuple(parts)


def _skipped(start: datetime, due_at: datetime, hours: Hours) -> tuple[Skipped, ...]:
    """List the dates from start to due that are closed, or that differ from their weekday."""
    found = []
    first, last = (day_number(in_zone(at, hours)) for at in (start, due_at))
    for day in range(first, last + 1):
        on = date_of(day)
        if on in hours.holidays:
            found.append(Skipped(on, "holiday", hours.holidays[on]))
        elif on in hours.exceptions:
            spans = ", ".join("-".join(span) for span in hours.spans_on(on))
            found.append(Skipped(on, "exception", spans))
        elif not hours.timetable.pieces_on(day):
            found.append(Skipped(on, "closed", ""))
    return tuple(found)
