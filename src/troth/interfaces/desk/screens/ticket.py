"""A ticket as staff work on it: everything in words, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from troth.core.facts import kinds
from troth.core.policy.document import CloseReason, Severity
from troth.core.policy.edition import Edition
from troth.core.promises.standing import Standing
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import Line, TicketPage
from troth.interfaces.desk.screens.lines import Shown, show
from troth.interfaces.ui.promises import Told, tell
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

# Told beside the message they are about, so they need no line of their own in the conversation.
_IN_PLACE = (kinds.MessageAccepted,)


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket of the same customer."""

    ref: str
    url: str
    subject: str
    state: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the ticket's page shows."""

    number: int
    ref: str
    url: str
    subject: str
    seen: int
    opened: Moment
    severity: Severity
    urgent: bool
    suggested: str  # the name of the severity the customer suggests; empty when none
    suggested_key: str
    stands: Standing
    state: str
    reporter: Person | None
    to: str  # "Ines Duarte at Acme"
    address: str
    report: dict[str, object]
    lines: list[Shown]
    owed: list[Told]
    past: list[Told]
    related: list[Related]
    agent: str
    severities: tuple[Severity, ...]
    reasons: tuple[CloseReason, ...]
    edition: Edition
    clock: DeskClock
    can_work: bool  # neither held nor closed
    has_resolution: bool


def build(page: TicketPage, at: datetime, zone: str = "") -> Screen:
    """Put a ticket into words, for an agent whose own zone may be known."""
    ticket, stands, policy = page.ticket, page.standing, page.edition.policy
    clock = desk_clock(page.edition, at, zone)
    told = [tell(one, page.edition, clock) for one in page.promises]
    severity = policy.severity(stands.severity)
    names = {one.key: one.name for one in policy.severities}
    report = next((line.content for line in page.lines if line.content), {}) or {}
    return Screen(
        number=ticket.number,
        ref=ticket.ref,
        url=reverse("desk:ticket", args=[ticket.number]),
        subject=ticket.subject,
        seen=page.position,
        opened=clock.at(ticket.opened_at),
        severity=severity,
        urgent=severity is policy.severities[0],
        suggested=names.get(stands.suggested or "", ""),
        suggested_key=stands.suggested or "",
        stands=stands,
        state=_state(stands),
        reporter=ticket.reporter,
        to=_to(ticket),
        address=str(report.get("email") or ""),
        report=report,
        lines=shown(page, page.lines, clock, whole=False),
        owed=[one for one in told if one.left],
        past=[one for one in reversed(told) if not one.left],
        related=[_related(other) for other in page.related],
        agent=ticket.standing.assignee.name if ticket.standing.assignee else "",
        severities=policy.severities,
        reasons=tuple(policy.closing.reasons.values()),
        edition=page.edition,
        clock=clock,
        can_work=not stands.held and stands.closed_at is None,
        has_resolution=stands.communicated_at is not None,
    )


def shown(page: TicketPage, lines: list[Line], clock: DeskClock, *, whole: bool) -> list[Shown]:
    """Return entries in words; unless `whole`, without those a message already tells of itself."""
    return [
        show(line, page.edition, clock, page.ticket.prefix)
        for line in lines
        if whole or not isinstance(line.entry.fact, _IN_PLACE)
    ]


def since(page: TicketPage, seen: int, at: datetime) -> list[Shown]:
    """Return what people and deliveries added after `seen`, in words."""
    new = [one for one in page.lines if one.entry.position > seen and one.entry.by != "desk"]
    return shown(page, new, desk_clock(page.edition, at), whole=True)


def _to(ticket: Ticket) -> str:
    person = ticket.reporter
    if person is None:
        return "the customer"
    company = person.customer.name if person.customer else person.company
    name = person.name or "the customer"
    return f"{name} at {company}" if company else name


def _state(now: Standing) -> str:
    if now.held:
        return "Held"
    if now.undecided:
        return "Closed, the customer wrote"
    if now.closed_at:
        return "Declined" if now.declined else "Closed"
    return "Resolved" if now.resolved_at else "Open"


def _related(other: Ticket) -> Related:
    stands = other.standing
    return Related(
        ref=other.ref,
        url=reverse("desk:ticket", args=[other.number]),
        subject=other.subject,
        state="closed" if stands.closed_at else "held" if stands.held else "open",
    )
