"""Promises that stand still while a ticket waits, where its policy says so.

What is left of a promise when it stops is what is left when it goes on: open time of its own
hours, so that it never falls due sooner than it would have without the pause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from troth.core.policy.edition import Edition
from troth.core.promises.promise import Pause, Promise


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a ticket waits for: a reason of its policy, since when, and until when where known.

    `reminded` counts the customer's reminders so far, and `unheard` says that
    one of them never reached them.
    """

    began: int  # position of the fact
    reason: str
    since: datetime
    until: datetime | None = None
    reminded: int = 0
    unheard: bool = False


def pause(promise: Promise, wait: Waiting, at: datetime, edition: Edition) -> None:
    """Let a promise stand still from `at` on, until the wait ends."""
    left = edition.hours(promise.target.clock).elapsed(at, promise.due_at)
    stop = Pause(wait.began, at, None, left, promise.due_at)
    promise.pauses = (*promise.pauses, stop)


def resume(promise: Promise, at: datetime, edition: Edition, *, anew: bool = False) -> None:
    """Let a promise go on at `at`, with what was left of it or, `anew`, from the beginning."""
    stop = promise.pauses[-1]
    promise.pauses = (*promise.pauses[:-1], replace(stop, ends_at=at))
    if anew:
        promise.counted_from = at
        due = edition.due(at, promise.target)
    else:
        due = edition.hours(promise.target.clock).due(at, stop.left)
    promise.due_at = max(due, stop.due_before)


def stopped_by(promise: Promise, wait: Waiting) -> bool:
    """Say whether the newest pause of a promise is that of this wait."""
    return bool(promise.pauses) and promise.pauses[-1].wait == wait.began
