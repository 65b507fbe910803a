"""When an allowance of open time has passed."""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta

from troth.core.clock.faults import NegativeAllowance, NeverOpen
from troth.core.clock.instants import LAST_YEAR, in_utc
from troth.core.clock.openings import Openings

_NOTHING = timedelta(0)
_LONGEST = timedelta(days=366 * 300)


def due(start: datetime, allowance: timedelta, openings: Openings) -> datetime:
    """Return the instant at which `allowance` of open time has passed.

    Time outside the hours costs nothing, so a start outside them counts from the next opening,
    and nothing allowed there is due at that opening. An allowance that runs out exactly at
    closing time is due at closing time, not at the next opening.

    Raises:
        NegativeAllowance: `allowance` is below nothing.
        NeverOpen: the hours do not hold the allowance before the year 2200.
        NaiveInstant: `start` does not say its zone.
        OutOfReach: `start` is outside the years counted.
    """
    if start.tzinfo is not UTC:
        start = in_utc(start)
    if not _NOTHING <= allowance <= _LONGEST:
        raise _refusal(allowance)
    index = openings.index
    if not index.since <= start < index.until:
        index = openings.covering(start)

    before = index.before
    span = bisect_right(index.opens, start) - 1
    closes_at = index.closes[span]
    if start < closes_at:
        ends_at = start + allowance
        if ends_at <= closes_at:
            return ends_at
        target = before[span] + (start - index.opens[span]) + allowance
    else:
        target = before[span + 1] + allowance

    if allowance:
        span = bisect_left(before, target, span + 1) - 1
    else:
        span += 1
    if span < len(index.opens):
        return index.opens[span] + (target - before[span])
    if openings.later() is None:
        raise _refusal(allowance)
    return due(start, allowance, openings)


def _refusal(allowance: timedelta) -> NegativeAllowance | NeverOpen:
    if allowance < _NOTHING:
        return NegativeAllowance(f"an allowance cannot be below nothing: {allowance}")
    return NeverOpen(f"these hours do not hold {allowance} of open time before {LAST_YEAR + 1}")
