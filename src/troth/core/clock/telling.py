"""A trace in plain English, for a person in the hours' zone. No locale is asked: we name days."""

from datetime import date, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from troth.core.clock.words.days import DAYS, MONTHS
from troth.core.clock.words.durations import count, say

Skip = Literal["holiday", "exception", "closed"]

_MANY = 6  # runs of closed days; more are told as a number of each weekday


class Part(Protocol):
    """Open time as a trace holds it."""

    @property
    def opens(self) -> datetime:
        """When it opened."""
        ...

    @property
    def closes(self) -> datetime:
        """When it closed."""
        ...

    @property
    def counted(self) -> timedelta:
        """How much of it counted."""
        ...

    @property
    def spans(self) -> int:
        """How many spans are told as one."""
        ...


def wall(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as its zone shows it: "Fri 20 Nov 2026 19:30 EST"; seconds if any."""
    local = at.astimezone(zone)
    return f"{say_date(local.date())} {_time(local)} {_zone_name(local)}"


def say_date(day: date) -> str:
    """Write a date: "Fri 20 Nov 2026"."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def tell_counted(part: Part, unit: Literal["open time", "business days"], zone: ZoneInfo) -> str:
    """Say what a part of the trace counted, in one line."""
    opens, closes = part.opens.astimezone(zone), part.closes.astimezone(zone)
    if unit == "business days":
        if part.spans == 1:
            return f"{say_date(opens.date())}: 1 business day."
        # Midnight, the close of a whole day, already has the next date's name.
        last = (closes - timedelta(microseconds=1)).date()
        number = count(part.spans, "business day")
        return f"{say_date(opens.date())} to {say_date(last)}: {number}."
    spans = "" if part.spans == 1 else f" in {part.spans} spans"
    if part.spans == 1 and opens.date() == closes.date() and opens.tzname() == closes.tzname():
        until = f"{_time(closes)} {_zone_name(closes)}"
        begin = f"{say_date(opens.date())} {_time(opens)}"
    else:
        begin, until = wall(part.opens, zone), wall(part.closes, zone)
    return f"{begin} to {until}: {say(part.counted)}{spans}."


def tell_skipped(skipped: list[tuple[date, Skip, str]]) -> list[tuple[date, str]]:
    """Say which dates were passed over, each line with the first date it tells of."""
    told = []
    for day, kind, name in skipped:
        if kind == "holiday":
            told.append((day, f"{say_date(day)}: holiday{f', {name}' if name else ''}."))
        elif kind == "exception":
            opens = f"open {name} that day" if name else "closed that day"
            told.append((day, f"{say_date(day)}: exception, {opens}."))
    return told + _tell_closed([day for day, kind, _ in skipped if kind == "closed"])


def _tell_closed(days: list[date]) -> list[tuple[date, str]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > _MANY:
        weekdays = [day.weekday() for day in days]
        each = [count(weekdays.count(n), name) for n, name in enumerate(DAYS) if n in weekdays]
        return [(days[0], f"Closed on {', '.join(each)}.")]
    told = []
    for run in runs:
        joiner = " and " if len(run) == 2 else " to "
        ends = [run[0]] if len(run) == 1 else [run[0], run[-1]]
        told.append((run[0], f"{joiner.join(say_date(day) for day in ends)}: closed."))
    return told


def _time(local: datetime) -> str:
    if local.microsecond:
        return f"{local:%H:%M:%S}.{local.microsecond:06}"
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _zone_name(local: datetime) -> str:
    # Zones without letters of their own call themselves "-03", which reads like a number.
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name
