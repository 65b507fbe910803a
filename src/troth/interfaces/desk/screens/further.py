"""What else can be done to a ticket: everything its page of rarer acts shows."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.facts import kinds
from troth.core.policy.document import CloseReason
from troth.domain.accounts.models import User
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.desk.screens.lines import show
from troth.interfaces.ui.times import desk_clock


@dataclass(frozen=True, slots=True)
class Further:
    """Which acts a ticket allows, and what their forms need."""

    number: int
    ref: str
    subject: str
    seen: int
    can_work: bool
    reporter: str
    request: str
    needed: bool
    zone: str
    closing: kinds.Closed | None  # that may be a mistake
    closed_words: str
    reasons: tuple[CloseReason, ...]


def build(page: TicketPage, at: datetime, user: User) -> Further:
    """Put a ticket into what its page of rarer acts needs."""
    ticket, stands = page.ticket, page.standing
    clock = desk_clock(page.edition, at, user.zone)
    line = next((one for one in page.lines if one.entry.position == stands.closing), None)
    fact = line.entry.fact if line else None
    return Further(
        number=ticket.number,
        ref=ticket.ref,
        subject=ticket.subject,
        seen=page.position,
        can_work=not stands.held and stands.closed_at is None,
        reporter=str(ticket.reporter) if ticket.reporter else "",
        request=stands.request,
        needed=stands.needed_at is not None,
        zone=clock.called if clock.reader is None else user.zone,
        closing=fact if isinstance(fact, kinds.Closed) else None,
        closed_words=show(line, ticket, page.edition, clock).what if line else "",
        reasons=tuple(page.edition.policy.closing.reasons.values()),
    )
