"""The queue: each ticket that owes something, as one row of words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from troth.core.policy.edition import Edition
from troth.domain.contracts import queries as contracts
from troth.domain.queues.models import SavedView
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import MANY, PAGE
from troth.interfaces.desk.screens.filters import Asked, url
from troth.interfaces.ui.promises import TO_STAFF, Tone, tone_of
from troth.interfaces.ui.times import DeskClock

TABS = {
    "all": _lazy("All"),
    "untriaged": _lazy("Untriaged"),
    "held": _lazy("Held"),
    "broken": _lazy("Broken"),
    "undecided": _lazy("To decide"),
    "mine": _lazy("Mine"),
    "team": _lazy("My teams"),
}
EMPTY = {
    "all": (
        _lazy("Nothing is due."),
        _lazy("Every ticket is closed. New reports appear here by themselves."),
    ),
    "untriaged": (
        _lazy("Everything is triaged."),
        _lazy("Each open ticket has a severity that staff assigned."),
    ),
    "held": (
        _lazy("Nothing is held."),
        _lazy("Reports that cannot be taken on by themselves wait here."),
    ),
    "broken": (
        _lazy("No promise stands broken."),
        _lazy("What is owed is owed in good time."),
    ),
    "undecided": (
        _lazy("Nothing to decide."),
        _lazy("A word on a closed ticket waits here for your decision."),
    ),
    "mine": (
        _lazy("Nothing is yours."),
        _lazy("Assign a ticket to yourself and it is listed here."),
    ),
    "team": (
        _lazy("Your teams have nothing open."),
        _lazy("Tickets given to a team you are in are listed here."),
    ),
}
NOTHING_MATCHES = (
    _lazy("No ticket matches."),
    _lazy("Take a filter away above, or look at the whole queue."),
)
_SPOKE_LAST = {"customer": _lazy("Customer"), "us": _lazy("We")}
_ALARMING = {"untriaged": "soon", "held": "soon", "broken": "broken", "undecided": "soon"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the queue, and how many tickets stand under it."""

    name: str
    url: str
    count: str
    here: bool
    alarm: str  # "soon", "broken", or nothing
    shared: str = ""  # the team a saved view is shared with


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket of the queue."""

    number: int
    ref: str
    pick: str  # "Select IVT-10427"
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
    due_words: str  # "14:00 Eastern", where no column has room for it
    last: str
    by_customer: bool
    last_at: SafeString | str
    agent: str  # or the team, or "Nobody"
    is_nobody: bool
    is_mine: bool
    flags: tuple[tuple[str, str], ...]  # words and tone


def tabs(counts: dict[str, int], here: str, *, in_teams: bool) -> list[Tab]:
    """Return the tabs in order, with capped counts."""
    return [
        Tab(
            name=str(name),
            url=reverse("desk:tab", args=[key]),
            count=capped(counts[key]),
            here=key == here,
            alarm=_ALARMING.get(key, "") if counts[key] else "",
        )
        for key, name in TABS.items()
        if key != "team" or in_teams
    ]


def capped(count: int) -> str:
    """Return a count as a screen shows it: "500+" for what was counted no further."""
    return f"{MANY - 1}+" if count >= MANY else str(count)


def rows(tickets: list[Ticket], clock: DeskClock, reader: int) -> list[Row]:
    """Put tickets into rows. Asks the database nothing, but for an edition not seen before."""
    stem = reverse("desk:ticket", args=[0]).removesuffix("0")
    return [_row(one, contracts.edition(one.edition_id), clock, stem, reader) for one in tickets]


def next_page(tickets: list[Ticket], asked: Asked) -> str:
    """Return the address of the rows after these; empty when these are the last."""
    if len(tickets) < PAGE:
        return ""
    last = tickets[-1]
    after = f"{last.standing.queue_at.isoformat()},{last.number}"
    return url(asked.only, asked.wanted, after=after)


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
    stands, reporter, whose = ticket.standing, ticket.reporter, _whose(ticket)
    severity = edition.policy.severity(stands.severity)
    due_at, said_at = stands.next_due_at, stands.last_word_at
    due = clock.at(due_at) if due_at else None
    return Row(
        number=ticket.number,
        ref=ticket.ref,
        pick=_("Select %(ticket)s") % {"ticket": ticket.ref},
        seen=stands.position,
        url=f"{stem}{ticket.number}",
        subject=ticket.subject,
        company=(reporter.company or reporter.name) if reporter else "",
        person=reporter.name if reporter and reporter.company else "",
        severity=severity.name,
        urgent=severity is edition.policy.severities[0],
        tone=tone_of(due_at, stands.next_warn_at, clock.now),
        what=str(TO_STAFF[stands.next_what]) if stands.next_what else _("Nothing due"),
        left=clock.left(due_at).html("data-due") if due_at else "",
        due=due.html("data-local") if due else "",
        due_words=f"{due.words} {clock.called}" if due else "",
        last=str(_SPOKE_LAST.get(stands.last_word_by, "")),
        by_customer=stands.last_word_by == "customer",
        last_at=clock.ago(said_at, about=True).html('data-ago="about"') if said_at else "",
        agent=whose or _("Nobody"),
        is_nobody=not whose,
        is_mine=stands.assignee_id == reader,
        flags=_flags(ticket),
    )


def _flags(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    stands = ticket.standing
    flags = (
        (gettext_noop("Customer: urgent"), "urgent", stands.asks == "urgent"),
        (gettext_noop("Customer: solved"), "calm", stands.asks == "solved"),
        (gettext_noop("Held"), "soon", stands.held),
        (gettext_noop("Untriaged"), "soon", not stands.triaged and not stands.held),
        (gettext_noop("To decide"), "soon", stands.undecided),
        (gettext_noop("Patch is out"), "calm", bool(stands.patch)),
        (gettext_noop("Waits"), "calm", bool(stands.waits)),
        (gettext_noop("Needed"), "soon", bool(stands.needed_at) and not stands.closed_at),
        (gettext_noop("Question"), "calm", stands.request == "question"),
        (gettext_noop("Wish"), "calm", stands.request == "wish"),
        (gettext_noop("Resolved"), "calm", stands.resolved and not stands.closed_at),
    )
    # Translated only where it is so: most rows have one flag of these, or none.
    return tuple((_(name), tone) for name, tone, is_so in flags if is_so)


def _whose(ticket: Ticket) -> str:
    stands = ticket.standing
    if stands.assignee:
        return stands.assignee.name
    return stands.team.name if stands.team else ""


def view_tab(view: SavedView, count: int, here: bool) -> Tab:
    """Return a saved view as one more way to look at the queue."""
    address = reverse("desk:tab", args=[view.only])
    shared = view.team.name if view.team else ""
    return Tab(
        name=view.name,
        url=f"{address}?{view.query}" if view.query else address,
        count=capped(count),
        here=here,
        alarm="",
        shared=shared,
    )
