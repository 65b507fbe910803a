"""A promise, and how it stands at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from troth.core.policy.target import Target

What = Literal["response", "update", "decision", "hold decision"]
Status = Literal["open", "paused", "kept", "late", "broken", "void"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a promise stood still: the wait that made it, and what was left.

    `ends_at` is None while nobody knows when it ends. `due_before` is when the
    promise would have been due without it.
    """

    wait: int
    begins_at: datetime
    ends_at: datetime | None
    left: timedelta
    due_before: datetime


@dataclass(slots=True)
class Promise:
    """Something we owe by `due_at`, or owed.

    `made_by` is the position of the fact that made it; (`what`, `made_by`) is
    its key. `counted_from` is `made_at`, until a raise of severity brings the
    due time forward and counting starts at the raise. `void_at` says that a
    later fact ended the promise unkept, `void_by` which. `pauses` are the
    stretches in which it stood still, all of them counted into `due_at` but one
    whose end nobody knows yet. All instants are UTC.
    """

    what: What
    severity: str
    made_at: datetime
    made_by: int
    counted_from: datetime
    target: Target
    edition: int
    due_at: datetime
    kept_at: datetime | None = None
    kept_by: int | None = None
    void_at: datetime | None = None
    void_by: int | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def key(self) -> tuple[What, int]:
        """Return what identifies the promise within its ticket, whatever its due time."""
        return (self.what, self.made_by)

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to keep it; a broken one may still be owed."""
        return self.kept_at is None and self.void_at is None

    @property
    def paused_at(self) -> datetime | None:
        """Return since when it stands still, nobody knows until when; None where it does not."""
        stopped = self.is_open and self.pauses and self.pauses[-1].ends_at is None
        return self.pauses[-1].begins_at if stopped else None


def status(promise: Promise, now: datetime) -> Status:
    """Say how a promise stands. Kept at the very due instant is kept."""
    if promise.void_at is not None:
        return "void"
    if promise.kept_at is not None:
        return "kept" if promise.kept_at <= promise.due_at else "late"
    if promise.pauses and _stands_still(promise, now):
        return "paused"
    return "open" if now <= promise.due_at else "broken"


def _stands_still(promise: Promise, now: datetime) -> bool:
    last = promise.pauses[-1]
    return last.begins_at <= now and (last.ends_at is None or now < last.ends_at)


def is_broken(promise: Promise, now: datetime) -> bool:
    """Say whether the due time passed without it being kept, whether it was kept later or not."""
    return status(promise, now) in ("late", "broken")
