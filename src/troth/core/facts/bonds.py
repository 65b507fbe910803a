"""What ties tickets together: to each other, and to defects of the product and their patches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Unlinked:
    """This ticket is not related to another in this way after all."""

    kind: ClassVar[str] = "unlinked"
    ticket: int
    how: str


@dataclass(frozen=True, slots=True)
class MergedInto:
    """This ticket goes on in another: nothing more happens here, and what is written goes there.

    `carried` names promises that are owed there from now on, as "response:1":
    what, and the position of the fact that made it.
    """

    kind: ClassVar[str] = "merged_into"
    ticket: int
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedFrom:
    """Another ticket goes on in this one. Its history stays its own."""

    kind: ClassVar[str] = "merged_from"
    ticket: int


@dataclass(frozen=True, slots=True)
class PromiseCarried:
    """A promise of a ticket that was merged into this one is owed here, due when it was due."""

    kind: ClassVar[str] = "promise_carried"
    ticket: int
    what: Literal["response", "update"]
    severity: str
    due_at: datetime
    counted_from: datetime
    edition: int
    plan: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class SplitOff:
    """Messages of this ticket are about something else, and a ticket of its own has them too."""

    kind: ClassVar[str] = "split_off"
    ticket: int
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DefectLinked:
    """The trouble comes from a known defect: this ticket waits for it together with others."""

    kind: ClassVar[str] = "defect_linked"
    defect: int


@dataclass(frozen=True, slots=True)
class DefectUnlinked:
    """The trouble does not come from this defect after all."""

    kind: ClassVar[str] = "defect_unlinked"
    defect: int


@dataclass(frozen=True, slots=True)
class PatchReleased:
    """A patch is out that puts right these defects; it counts while the ticket has one of them."""

    kind: ClassVar[str] = "patch_released"
    version: str
    defects: tuple[int, ...]
