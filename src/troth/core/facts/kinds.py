"""What can happen to a ticket. A kind's name is for ever: the ledger stores it.

A field called `content` is the hex digest of personal content kept beside the
ledger; a field called `message`, `entry` or `fact` is the position of another
entry of the same ticket.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from troth.core.facts.bonds import DefectLinked as DefectLinked
from troth.core.facts.bonds import DefectUnlinked as DefectUnlinked
from troth.core.facts.bonds import MergedFrom as MergedFrom
from troth.core.facts.bonds import MergedInto as MergedInto
from troth.core.facts.bonds import PatchReleased as PatchReleased
from troth.core.facts.bonds import PromiseCarried as PromiseCarried
from troth.core.facts.bonds import SplitOff as SplitOff
from troth.core.facts.bonds import Unlinked as Unlinked
from troth.core.facts.paging import (
    PageAnswered,
    PageAttempted,
    Paged,
    PageMissed,
    PagePassedOver,
    PageStoodDown,
    PageTaken,
)
from troth.core.facts.waits import EndOfWaiting as EndOfWaiting
from troth.core.facts.waits import NeededBySet as NeededBySet
from troth.core.facts.waits import Reminded as Reminded
from troth.core.facts.waits import RequestKind as RequestKind
from troth.core.facts.waits import RequestKindSet as RequestKindSet
from troth.core.facts.waits import WaitingBegan as WaitingBegan
from troth.core.facts.waits import WaitingEnded as WaitingEnded


@dataclass(frozen=True, slots=True)
class Reported:
    """A trouble was reported. The first fact of every ticket; `at` is when it reached us."""

    kind: ClassVar[str] = "reported"
    content: str
    person: int | None = None
    suggested: str | None = None  # a severity of the policy, as the customer suggests
    production: bool | None = None  # whether it is on a production system, as the customer says


@dataclass(frozen=True, slots=True)
class TermsSet:
    """The terms whose promises count for this ticket: an edition, a plan and a region of it.

    Pinned at opening. Set again, they move no promise later. A mistake is put
    right by the right terms first and the correction of the wrong ones second.
    """

    kind: ClassVar[str] = "terms_set"
    edition: int
    plan: str | None = None
    region: str | None = None
    contract: int | None = None  # by which whoever reported it is entitled


@dataclass(frozen=True, slots=True)
class Held:
    """The report waits for staff to accept it: it could not be read, or nobody is known by it.

    `why` is for staff. `lacks` is what is missing for support, where that is the reason.
    """

    kind: ClassVar[str] = "held"
    why: str
    quotes: int | None = None  # the ticket it speaks of, and may not join
    lacks: str | None = None


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """Staff accepted a held report as a ticket, declined it, or put it on another ticket.

    Promises count from the report.
    """

    kind: ClassVar[str] = "hold_ended"
    accepted: bool
    reason: str | None = None  # content digest
    person: int | None = None  # whose report it was found to be
    how: Literal["once", "named"] | None = None  # taken on, though they were not entitled
    joined: int | None = None  # the ticket that has it instead: it belonged there


@dataclass(frozen=True, slots=True)
class ReporterSet:
    """Staff found out whose ticket it is: the entry at `instead_of` named somebody else."""

    kind: ClassVar[str] = "reporter_set"
    person: int
    instead_of: int
    reason: str | None = None  # content digest


@dataclass(frozen=True, slots=True)
class SeveritySet:
    """Staff assigned the severity: triage, a raise or a lowering."""

    kind: ClassVar[str] = "severity_set"
    severity: str
    reason: str | None = None  # content digest


@dataclass(frozen=True, slots=True)
class ProductionSet:
    """Staff found out whether the trouble is on a production system."""

    kind: ClassVar[str] = "production_set"
    production: bool


@dataclass(frozen=True, slots=True)
class MessageIn:
    """The customer wrote."""

    kind: ClassVar[str] = "message_in"
    content: str
    person: int | None = None
    automatic: bool = False  # an auto-reply is kept, and changes nothing
    says: Literal["solved", "urgent"] | None = None  # what they say by more than words
    from_ticket: int | None = None  # a closed one, on which they wrote it
    held_as: int | None = None  # the number it waited under before staff put it here


@dataclass(frozen=True, slots=True)
class ColleagueAdded:
    """The customer brought in a colleague, who reads, writes and is written to from now on."""

    kind: ClassVar[str] = "colleague_added"
    person: int


@dataclass(frozen=True, slots=True)
class MessageOut:
    """We wrote to the customer.

    `published` says that the customer reads it in the portal, so it counts when
    written; otherwise it counts when the next hop accepts it. Until `leaves_at`
    its writer may take it back, and nobody is shown or sent it.
    """

    kind: ClassVar[str] = "message_out"
    content: str
    automatic: bool = False  # receipts and notices: never a response, never an update
    published: bool = False
    leaves_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Our message was taken back before it left: it counts as never written."""

    kind: ClassVar[str] = "withdrawn"
    message: int


@dataclass(frozen=True, slots=True)
class MessageAccepted:
    """The next hop accepted our message for delivery."""

    kind: ClassVar[str] = "message_accepted"
    message: int


@dataclass(frozen=True, slots=True)
class MessageBounced:
    """Our message did not reach the customer: refused by the next hop, or returned later."""

    kind: ClassVar[str] = "message_bounced"
    message: int
    why: str


@dataclass(frozen=True, slots=True)
class Call:
    """A talk on the phone; `at` is when it ended. The call that reports a trouble is no answer."""

    kind: ClassVar[str] = "call"
    content: str
    reporting: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Staff wrote to themselves. Keeps no promise. `mentions` are the agents it calls by name."""

    kind: ClassVar[str] = "note"
    content: str
    mentions: tuple[int, ...] | None = None
    held_as: int | None = None  # a report put here for staff, and the number it waited under


@dataclass(frozen=True, slots=True)
class Analysed:
    """Staff verified and analysed the trouble: what was confirmed, and what causes it."""

    kind: ClassVar[str] = "analysed"
    content: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A fix or a workaround was found. Communicated once the entry that tells it has counted."""

    kind: ClassVar[str] = "resolved"
    how: Literal["fix", "workaround"]
    told_by: int  # position of the message or call that tells the customer


@dataclass(frozen=True, slots=True)
class Closed:
    """The ticket was closed for a reason of its policy.

    With `instead_of` it puts the reason of that closing right: the ticket stays closed since then.
    """

    kind: ClassVar[str] = "closed"
    reason: str
    patch: str | None = None  # version of the released patch
    component: str | None = None  # name of the component that is not ours
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingUndone:
    """The ticket is open as before: a closing was a mistake, or what it stood on came back.

    `closing` is the position of the closing that does not count.
    """

    kind: ClassVar[str] = "closing_undone"
    closing: int
    why: Literal["mistake", "returned"]
    message: int | None = None  # of ours, that came back
    reason: str | None = None  # content digest


@dataclass(frozen=True, slots=True)
class Reopened:
    """Staff decided that the customer's word on a closed ticket is the same trouble."""

    kind: ClassVar[str] = "reopened"
    message: int  # the earliest undecided message


@dataclass(frozen=True, slots=True)
class NewIssued:
    """Staff decided that the customer's word on a closed ticket is a new trouble."""

    kind: ClassVar[str] = "new_issued"
    message: int
    ticket: int  # number of the new ticket


@dataclass(frozen=True, slots=True)
class WordMoved:
    """Staff decided that the customer's word on a closed ticket belongs to another, open one."""

    kind: ClassVar[str] = "word_moved"
    message: int
    ticket: int


@dataclass(frozen=True, slots=True)
class Thanked:
    """Staff decided that the customer's word on a closed ticket asks for nothing."""

    kind: ClassVar[str] = "thanked"
    message: int


@dataclass(frozen=True, slots=True)
class Linked:
    """This ticket is related to another of the same customer, which says the converse."""

    kind: ClassVar[str] = "linked"
    ticket: int
    how: Literal[
        "follows", "duplicate of", "duplicated by", "caused by", "causes",
        "related", "blocks", "blocked by", "split from",
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assigned:
    """A ticket was given to an agent, to a team, to an agent of a team, or to nobody."""

    kind: ClassVar[str] = "assigned"
    agent: int | None = None
    team: int | None = None
    content: str | None = None  # what the one before hands over with it


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry was made by mistake: what stood before it stands again."""

    kind: ClassVar[str] = "corrected"
    entry: int
    reason: str | None = None  # content digest


@dataclass(frozen=True, slots=True)
class PromiseWarned:
    """Announced: a promise is near its due time. Stamped with the instant of the warning."""

    kind: ClassVar[str] = "promise_warned"
    what: str
    made_by: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """Announced: a promise was not kept by its due time, which is this entry's `at`."""

    kind: ClassVar[str] = "promise_broken"
    what: str
    made_by: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class BreachWithdrawn:
    """Announced: a breach told of earlier did not happen, as a fact recorded late shows."""

    kind: ClassVar[str] = "breach_withdrawn"
    what: str
    made_by: int
    due_at: datetime


Announcement = PromiseWarned | PromiseBroken | BreachWithdrawn
Kind = (
    Reported | TermsSet | Held | HoldEnded | ReporterSet | SeveritySet | ProductionSet
    | MessageIn | MessageOut | MessageAccepted | MessageBounced | Call | Note | Analysed
    | NeededBySet | RequestKindSet
    | WaitingBegan | WaitingEnded | Reminded | Resolved | Closed | ClosingUndone
    | Reopened | NewIssued | WordMoved | Thanked | Linked | Assigned | Corrected
    | Unlinked | MergedInto | MergedFrom | PromiseCarried | SplitOff
    | Withdrawn | ColleagueAdded | DefectLinked | DefectUnlinked | PatchReleased
    | PromiseWarned | PromiseBroken | BreachWithdrawn
    | Paged | PageAttempted | PageAnswered | PagePassedOver | PageMissed | PageTaken | PageStoodDown
)  # fmt: skip

ANNOUNCEMENTS = (PromiseWarned, PromiseBroken, BreachWithdrawn)
MAY_BE_LATE = (Reported, MessageAccepted, MessageBounced, Call, WaitingEnded)
"""Kinds that may be dated before they are recorded; never before the report, nor in the future."""
