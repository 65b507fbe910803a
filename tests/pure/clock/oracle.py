"""A slow, obviously right clock: look at the wall every quarter of an hour.

It shares nothing with the clock it judges. It holds for hours written in quarters and zones
whose offsets are quarters of an hour: then a quarter is open whole or closed whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Spans = list[tuple[str, str]]


@dataclass(frozen=True)
class Plain:
    """Hours as they are written."""

    zone: str
    weekly: Mapping[str, Spans]
    holidays: frozenset[date] = frozenset()
    exceptions: Mapping[date, Spans] = field(default_factory=dict)


class Quarter(NamedTuple):
    """A quarter of an hour: when it is, and what the wall shows as it begins."""

    at: datetime
    until: datetime
    on: date
    wall: timedelta
    is_open: bool


def walk(plain: Plain, since: datetime, days: int, step: timedelta = QUARTER) -> list[Quarter]:
    """List the quarters of so many days, from the one that holds `since`."""
    zone = ZoneInfo(plain.zone)
    begin = since.replace(minute=since.minute // 15 * 15, second=0, microsecond=0)
    spans: dict[date, list[tuple[timedelta, timedelta]]] = {}
    walked = []
    for n in range(timedelta(days=days) // step):
        at = begin + n * step
        local = at.astimezone(zone)
        on, wall = local.date(), timedelta(hours=local.hour, minutes=local.minute)
        if on not in spans:
            spans[on] = _spans_on(plain, on)
        is_open = any(opens <= wall < closes for opens, closes in spans[on])
        walked.append(Quarter(at, at + step, on, wall, is_open))
    return walked


def due(walked: list[Quarter], start: datetime, allowance: timedelta) -> datetime | None:
    """Walk forward until the allowance is used up; None where the walk does not hold it."""
    left = allowance
    for quarter in walked:
        if quarter.is_open and quarter.until > start:
            begins = max(quarter.at, start)
            if quarter.until - begins >= left:
                return begins + left
            left -= quarter.until - begins
    return None


def elapsed(walked: list[Quarter], start: datetime, end: datetime) -> timedelta:
    """Add up the open parts of every quarter between two instants."""
    total = timedelta(0)
    for quarter in walked:
        if quarter.is_open and quarter.at < end and quarter.until > start:
            total += min(quarter.until, end) - max(quarter.at, start)
    return total


def business_days(walked: list[Quarter], start: datetime, n: int, end: str) -> datetime | None:
    """Walk the dates by the written rule; None where the walk does not hold as many.

    The walk must begin on a date before that of `start`.
    """
    now = next(q for q in walked if q.at <= start < q.until)
    dates: dict[date, list[Quarter]] = {}
    for quarter in walked:
        if quarter.is_open:
            dates.setdefault(quarter.on, []).append(quarter)

    today = dates.get(now.on, [])
    opened = any(q.at <= start for q in today)
    as_inside = opened and any(q.until > start for q in today)
    first = now.on + timedelta(days=1) if opened else now.on
    coming = [on for on in sorted(dates) if on >= first]
    # The last date walked may be cut short, so it is no answer.
    if len(coming) <= n:
        return None
    last = dates[coming[n - 1]]
    if not as_inside or end == "at closing time":
        return max(q.until for q in last)

    wall = now.wall + (start - now.at)
    for q in last:
        if q.wall <= wall < q.wall + QUARTER:
            return q.at + (wall - q.wall)
    before = [(q.wall, q.until) for q in last if q.wall + QUARTER <= wall]
    return max(before)[1] if before else last[0].at


def _spans_on(plain: Plain, on: date) -> list[tuple[timedelta, timedelta]]:
    if on in plain.holidays:
        return []
    if on in plain.exceptions:
        return [_begun(span) for span in plain.exceptions[on]]
    eve = on - timedelta(days=1)
    ran_over = _weekly(plain, eve) + list(plain.exceptions.get(eve, []))
    return [
        *(_begun(span) for span in _weekly(plain, on)),
        *((timedelta(0), _clock(closes)) for opens, closes in ran_over if closes <= opens),
    ]


def _weekly(plain: Plain, on: date) -> Spans:
    return list(plain.weekly.get(DAY_NAMES[on.weekday()], []))


def _begun(span: tuple[str, str]) -> tuple[timedelta, timedelta]:
    opens, closes = span
    return _clock(opens), _clock(closes) if closes > opens else timedelta(days=1)


def _clock(text: str) -> timedelta:
    hour, minute = text.split(":")
    return timedelta(hours=int(hour), minutes=int(minute))


def utc(year: int, month: int, day: int) -> datetime:
    """Return midnight in UTC."""
    return datetime(year, month, day, tzinfo=UTC)
