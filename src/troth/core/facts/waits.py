"""What a ticket waits for, what is asked of us, and by when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class NeededBySet:
    """The customer needs it by then, as for an event ahead; without `needed_at` no longer.

    It is no promise: whether one would come too late is shown beside it.
    """

    kind: ClassVar[str] = "needed_by_set"
    needed_at: datetime | None = None
    content: str | None = None  # what for


RequestKind = Literal["error", "question", "wish"]


@dataclass(frozen=True, slots=True)
class RequestKindSet:
    """Staff found out what is asked: to put an error right, a question, or a wish to enhance."""

    kind: ClassVar[str] = "request_kind_set"
    request: RequestKind


@dataclass(frozen=True, slots=True)
class WaitingBegan:
    """The ticket waits for a reason of its policy, perhaps until a date.

    One wait takes the place of another. What stands still meanwhile is the policy's to say.
    """

    kind: ClassVar[str] = "waiting_began"
    reason: str
    until: datetime | None = None
    content: str | None = None  # what exactly is waited for


EndOfWaiting = Literal["staff", "customer wrote", "patch released", "date came"]


@dataclass(frozen=True, slots=True)
class WaitingEnded:
    """The wait that began at `began` is over: staff say so, or what was waited for has come."""

    kind: ClassVar[str] = "waiting_ended"
    began: int
    why: EndOfWaiting


@dataclass(frozen=True, slots=True)
class Reminded:
    """The customer was reminded that we wait for them, by our `message`: once more each time."""

    kind: ClassVar[str] = "reminded"
    began: int
    message: int
