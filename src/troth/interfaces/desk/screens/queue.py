"""The queue: each ticket that owes something, as one row of words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from troth.core.policy.edition import Edition
from troth.domain.contracts import queries as contracts
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import MANY, PAGE
from troth.interfaces.ui.promises import TO_STAFF, Tone, tone_of
from troth.interfaces.ui.times import DeskClock

TABS = {
    "all": "All",
    "untriaged": "Untriaged",
    "held": "Held",
    "broken": "Broken",
    "undecided": "To decide",
    "mine": "Mine",
}
EMPTY = {
    "all": ("Nothing is due.", "Every ticket is closed. New reports appear here by themselves."),
    "untriaged": ("Everything is triaged.", "Each open ticket has a severity that staff assigned."),
    "held": ("Nothing is held.", "Reports that cannot be taken on by themselves wait here."),
    "broken": ("No promise stands broken.", "What is owed is owed in good time."),
    "undecided": ("Nothing to decide.", "A word on a closed ticket waits here for your decision."),
    "mine": ("Nothing is yours.", "Assign a ticket to yourself and it is listed here."),
}
_ALARMING = {"untriaged": "soon", "held": "soon", "broken": "broken", "undecided": "soon"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the queue, and how many tickets stand under it."""

    name: str
    url: str
    count: str
    here: bool
    alarm: str  # "soon", "broken", or nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket of the queue."""

    number: int
    ref: str
    seen: int  # the last entry that this row tells of
    url: str
    subject: str
    company: str
    person: str
    severity: str
    urgent: bool  # the gravest severity the policy has
    tone: Tone
    what: str  # "Response"
    left: SafeString | str
    due: SafeString | str
    last: str
    by_customer: bool
    last_at: SafeString | str
    agent: str  # empty: nobody
    is_mine: bool
    flags: tuple[tuple[str, str], ...]  # words and tone


def tabs(counts: dict[str, int], only: str) -> list[Tab]:
    """Return the tabs in order, with capped counts."""
    return [
        Tab(
            name=name,
            url=reverse("desk:queue") if key == "all" else reverse("desk:tab", args=[key]),
            count=f"{MANY - 1}+" if counts[key] >= MANY else str(counts[key]),
            here=key == only,
            alarm=_ALARMING.get(key, "") if counts[key] else "",
        )
        for key, name in TABS.items()
    ]


def rows(tickets: list[Ticket], clock: DeskClock, reader: int) -> list[Row]:
    """Put tickets into rows. Asks the database nothing, but for an edition not seen before."""
    stem = reverse("desk:ticket", args=[0]).removesuffix("0")
    return [_row(one, contracts.edition(one.edition_id), clock, stem, reader) for one in tickets]


def next_page(tickets: list[Ticket], url: str) -> str:
    """Return the address of the rows after these; empty when these are the last."""
    if len(tickets) < PAGE:
        return ""
    last = tickets[-1]
    after = f"{last.standing.queue_at.isoformat()},{last.number}"
    return f"{url}?{urlencode({'after': after})}"


def read_after(text: str) -> tuple[datetime, int] | None:
    """Read where a page begins; None for what no link of ours says."""
    at, _, number = text.partition(",")
    try:
        instant = datetime.fromisoformat(at)
        # In UTC, because PostgreSQL reads no offset beyond 16 hours.
        return (instant.astimezone(UTC), int(number)) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _row(ticket: Ticket, edition: Edition, clock: DeskClock, stem: str, reader: int) -> Row:
    stands, reporter = ticket.standing, ticket.reporter
    severity = edition.policy.severity(stands.severity)
    due_at, said_at = stands.next_due_at, stands.last_word_at
    return Row(
        number=ticket.number,
        ref=ticket.ref,
        seen=stands.position,
        url=f"{stem}{ticket.number}",
        subject=ticket.subject,
        company=(reporter.company or reporter.name) if reporter else "",
        person=reporter.name if reporter and reporter.company else "",
        severity=severity.name,
        urgent=severity is edition.policy.severities[0],
        tone=tone_of(due_at, stands.next_warn_at, clock.now),
        what=str(TO_STAFF.get(stands.next_what, _("Nothing due"))),
        left=clock.left(due_at).html("data-due") if due_at else "",
        due=clock.at(due_at).html("data-local") if due_at else "",
        last={"customer": "Customer", "us": "We"}.get(stands.last_word_by, ""),
        by_customer=stands.last_word_by == "customer",
        last_at=clock.ago(said_at).html("data-ago") if said_at else "",
        agent=stands.assignee.name if stands.assignee else "",
        is_mine=stands.assignee_id == reader,
        flags=_flags(ticket),
    )


def _flags(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    stands = ticket.standing
    flags = [
        ("Customer: urgent", "urgent", stands.asks == "urgent"),
        ("Customer: solved", "calm", stands.asks == "solved"),
        ("Held", "soon", stands.held),
        ("Untriaged", "soon", not stands.triaged and not stands.held),
        ("Closed, customer wrote", "soon", stands.undecided),
        ("Resolved", "calm", stands.resolved and not stands.closed_at),
    ]
    return tuple((name, tone) for name, tone, is_so in flags if is_so)
