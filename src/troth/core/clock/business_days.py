"""When a number of business days has passed."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from troth.core.clock.faults import ImpossibleCount, NeverOpen, UnknownEnd
from troth.core.clock.instants import DAY, LAST_YEAR, in_utc, instant, micros
from troth.core.clock.openings import Openings
from troth.core.clock.timetable import Piece
from troth.core.clock.zones import wall_clock

End = Literal["same time of day", "at closing time"]
Landing = Literal["same time", "the close before it", "the opening", "the close"]


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The business dates counted, as day numbers, and where on the last of them it is due."""

    days: tuple[int, ...]
    landing: Landing
    due_at: datetime


def due_business_days(start: datetime, n: int, end: End, openings: Openings) -> datetime:
    """Return the instant at which `n` business days have passed; see `count_business_days`."""
    return count_business_days(start, n, end, openings).due_at


def count_business_days(start: datetime, n: int, end: End, openings: Openings) -> CountedDays:
    """Count `n` business days from `start`: dates, in the hours' zone, that hold open time.

    Inside hours, and in a break between two spans of one date, the same wall time `n` business
    dates later. Outside them, the close of the nth business date, the next one to open being
    the first; a date that has already opened is not counted. "at closing time" counts the same
    dates and is always due at the close. A date closes when its last span does, or at midnight.

    Raises:
        ImpossibleCount: `n` is not a whole number from 1.
        UnknownEnd: `end` is neither "same time of day" nor "at closing time".
        NeverOpen: the hours hold too few business days before the year 2200.
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ImpossibleCount(f"business days are counted from 1; {n!r} cannot be counted")
    if end not in get_args(End):
        raise UnknownEnd(f"{end!r} is not an end of business days: {' or '.join(get_args(End))}")
    start = in_utc(start)
    at = micros(start)
    day, wall = divmod(wall_clock(openings.timetable.zone, start), DAY)

    today = openings.timetable.pieces_on(day)
    opened = any(piece.opens <= at for piece in today)
    within = opened and any(at < piece.closes for piece in today)
    days = _business_dates(start, day, n, opened, within, openings)
    last = openings.timetable.pieces_on(days[-1])
    if within and end == "same time of day":
        landing, due = _land(last, wall)
    else:
        landing, due = "the close", max(piece.closes for piece in last)
    return CountedDays(days, landing, instant(due))


def _business_dates(
    start: datetime, day: int, n: int, opened: bool, within: bool, openings: Openings
) -> tuple[int, ...]:
    """Return the first `n` business dates that count from `start`, which stands on `day`."""
    dates = openings.covering(start).dates
    while True:
        first = bisect_right(dates, day) if opened else bisect_left(dates, day)
        # Where clocks go back over midnight, tomorrow may have opened for a minute already.
        while not within and first < len(dates) and _has_opened(dates[first], start, openings):
            first += 1
        if first + n <= len(dates):
            return tuple(dates[first : first + n])
        grown = openings.later()
        if grown is None:
            raise NeverOpen(f"these hours do not hold {n} business days before {LAST_YEAR + 1}")
        dates = grown.dates


def _has_opened(day: int, at: datetime, openings: Openings) -> bool:
    return openings.timetable.pieces_on(day)[0].opens <= micros(at)


def _land(pieces: list[Piece], wall: int) -> tuple[Landing, int]:
    """Find a wall time on a business date: itself, else the close before it, else the opening.

    A wall time shown twice is taken the first time. One that clocks skip is closed, so it lands
    on the instant of the skip if the date was open until then.
    """
    for piece in pieces:
        if piece.wall_opens <= wall < piece.wall_closes:
            return "same time", piece.opens + wall - piece.wall_opens
    closed = [(piece.wall_closes, piece.closes) for piece in pieces if piece.wall_closes <= wall]
    if closed:
        return "the close before it", max(closed)[1]
    return "the opening", pieces[0].opens
