"""How much open time has passed, and whether it is open, and until when."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta

from troth.core.clock.faults import EndBeforeStart
from troth.core.clock.instants import in_utc
from troth.core.clock.openings import Openings


def elapsed(start: datetime, end: datetime, openings: Openings) -> timedelta:
    """Return the open time between two instants; nothing where they are the same.

    Raises:
        EndBeforeStart: `end` is before `start`.
        NaiveInstant: an instant does not say its zone.
        OutOfReach: an instant is outside the years counted.
    """
    if start.tzinfo is not UTC:
        start = in_utc(start)
    if end.tzinfo is not UTC:
        end = in_utc(end)
    if end < start:
        raise EndBeforeStart(f"{end.isoformat()} is before {start.isoformat()}")
    index = openings.index
    if not (index.since <= start and end < index.until):
        openings.covering(start)
        # Growing never shrinks, so the index that holds the end holds the start too.
        index = openings.covering(end)

    opens, closes, before = index.opens, index.closes, index.before
    first = bisect_right(opens, start) - 1
    last = bisect_right(opens, end, first) - 1
    done = before[first] + (start - opens[first]) if start < closes[first] else before[first + 1]
    if end < closes[last]:
        return before[last] + (end - opens[last]) - done
    return before[last + 1] - done


def is_open(at: datetime, openings: Openings) -> bool:
    """Say whether the wall clock of the hours' zone stands inside [open, close)."""
    if at.tzinfo is not UTC:
        at = in_utc(at)
    index = openings.covering(at)
    return at < index.closes[bisect_right(index.opens, at) - 1]


def next_change(at: datetime, openings: Openings) -> tuple[datetime, bool] | None:
    """Return the next instant after `at` at which the hours open (True) or close (False).

    None where nothing changes any more before the year 2200.
    """
    if openings.timetable.never_closes:
        return None
    if at.tzinfo is not UTC:
        at = in_utc(at)
    index = openings.covering(at)
    while True:
        span = bisect_right(index.opens, at) - 1
        closes_at = index.closes[span]
        if at < closes_at < index.until:
            return closes_at, False
        if closes_at <= at and span + 1 < len(index.opens):
            return index.opens[span + 1], True
        grown = openings.later()
        if grown is None:
            return None
        index = grown
