"""What has to be told about promises, and when to look again.

A breach is found once whoever looks first: it is identified by the promise, the
stage and the due time, and what was told already stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import (
    Announcement,
    BreachWithdrawn,
    PromiseBroken,
    PromiseWarned,
)
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise, is_broken

WARN_AT = 0.75
"""The share of a promise's open time after which staff are warned."""
INSTANT = timedelta(microseconds=1)

Identity = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class Telling:
    """One announcement to append, stamped with `at`."""

    at: datetime
    fact: Announcement


def to_tell(
    promises: Sequence[Promise],
    told: Iterable[Entry],
    editions: Mapping[int, Edition],
    now: datetime,
) -> tuple[list[Telling], datetime | None]:
    """Return the announcements that are missing at `now`, and when the next will be.

    `told` may hold any entries; only announcements are looked at. A warning
    whose breach has come is skipped. The next instant is None when nothing
    more can happen by time alone.
    """
    warned, broken = _told(told)
    tellings: list[Telling] = []
    nexts: list[datetime] = []
    still_broken: set[Identity] = set()
    for promise in promises:
        identity = (promise.what, promise.made_by, promise.due_at)
        if is_broken(promise, now):
            still_broken.add(identity)
            if identity not in broken:
                tellings.append(Telling(promise.due_at, PromiseBroken(*identity)))
        elif promise.is_open and promise.paused_at is None:
            nexts.append(promise.due_at + INSTANT)
            if identity not in warned:
                warn_at = warns_at(promise, editions[promise.edition])
                if warn_at <= now:
                    tellings.append(Telling(warn_at, PromiseWarned(*identity)))
                else:
                    nexts.append(warn_at)
    tellings += [Telling(now, BreachWithdrawn(*gone)) for gone in sorted(broken - still_broken)]
    return tellings, min(nexts, default=None)


def warns_at(promise: Promise, edition: Edition) -> datetime:
    """Return when `WARN_AT` of the promise's open time has passed, pauses left out."""
    hours = edition.hours(promise.target.clock)
    went_on = promise.pauses[-1].ends_at if promise.pauses else None
    if went_on is not None and went_on > promise.counted_from:
        whole = hours.elapsed(promise.counted_from, promise.pauses[0].due_before)
        calm = max(promise.pauses[-1].left - whole * (1 - WARN_AT), timedelta())
        return min(hours.due(went_on, calm), promise.due_at)
    open_time = hours.elapsed(promise.counted_from, promise.due_at)
    return hours.due(promise.counted_from, open_time * WARN_AT)


def _told(entries: Iterable[Entry]) -> tuple[set[Identity], set[Identity]]:
    warned: set[Identity] = set()
    broken: set[Identity] = set()
    for entry in entries:
        match entry.fact:
            case PromiseWarned(what, made_by, due_at):
                warned.add((what, made_by, due_at))
            case PromiseBroken(what, made_by, due_at):
                broken.add((what, made_by, due_at))
            case BreachWithdrawn(what, made_by, due_at):
                broken.discard((what, made_by, due_at))
    return warned, broken
