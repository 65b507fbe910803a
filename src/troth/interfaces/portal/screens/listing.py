"""The tickets of a company, each as one row of plain words."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.policy.edition import Edition
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.search.queries import Seeker, search
from troth.domain.search.rules import understand
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import Listed, customers_rows
from troth.interfaces.ui.promises import Tone, tone_of
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

FILTERS: dict[str, str | LazyText] = {
    "open": gettext_lazy("Open"),
    "mine": gettext_lazy("Mine"),
    "closed": gettext_lazy("Closed"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the list."""

    name: str | LazyText
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket of the list."""

    ref: str
    url: str
    subject: str
    who: str
    severity: str
    state: str
    tone: Tone
    promise: str  # "We answer by"
    due: Moment | None
    left: Moment | None
    opened: Moment


def read_after(text: str) -> int | None:
    """Read the number a page goes on below; None for what no link of ours says."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def seek(user: User, only: str, text: str, after: int | None, at: datetime) -> Listed:
    """Return a page of somebody's tickets that say all the words, in what they may read of them.

    What staff look for by operators, such as whose a ticket is, is no customer's to ask.
    """
    asked = replace(understand(text, {}), conditions=())
    seeker = Seeker(customers_rows(user, only), reads_notes=False)
    found = search(seeker, asked, now=at, before=after)
    if found.exact:
        return Listed([found.exact.ticket], None)
    return Listed([one.ticket for one in found.results], found.after)


def company_of(user: User) -> str:
    """Return the name of somebody's company, as far as we know it."""
    person = user.person
    if person is None or person.customer is None:
        return ""
    return person.customer.name


def filters(only: str, text: str) -> list[Filter]:
    """Return the ways to look, each keeping what is searched for."""
    stem = reverse("portal:tickets")
    return [
        Filter(
            name,
            f"{stem}?{urlencode({'only': key, 'q': text} if text else {'only': key})}",
            key == only,
        )
        for key, name in FILTERS.items()
    ]


def rows(tickets: list[Ticket], edition: Edition, at: datetime, user: User) -> list[Row]:
    """Put tickets into rows."""
    clock = desk_clock(edition, at, user.person.zone if user.person else "")
    return [_row(one, contracts.edition(one.edition_id), clock, user) for one in tickets]


def empty(only: str, text: str) -> tuple[str, str]:
    """Return what an empty list says, and the way on."""
    if text:
        return _("No ticket says that."), _("Try a number, or fewer words.")
    return {
        "open": (_("Nothing is open."), _("What you report appears here at once.")),
        "mine": (_("You have reported nothing yet."), _("What you report appears here at once.")),
        "closed": (_("Nothing is closed yet."), _("A ticket moves here once it is settled.")),
        "all": (_("There are no tickets yet."), _("What you report appears here at once.")),
    }[only]


def _row(ticket: Ticket, edition: Edition, clock: DeskClock, user: User) -> Row:
    stands, due_at = ticket.standing, ticket.standing.next_due_at
    tone = tone_of(due_at, stands.next_warn_at, clock.now)
    mine = ticket.reporter_id == user.person_id
    return Row(
        ref=ticket.ref,
        url=reverse("portal:own-ticket", args=[ticket.number]),
        subject=ticket.subject,
        who=_("you") if mine else (ticket.reporter.name if ticket.reporter else ""),
        severity=edition.policy.severity(stands.severity).name,
        state=_state(ticket),
        tone=tone,
        promise=_owed(stands.next_what, broken=tone == "broken"),
        due=clock.promised(due_at) if due_at else None,
        left=clock.left(due_at) if due_at else None,
        opened=clock.at(ticket.opened_at),
    )


def _owed(what: str, *, broken: bool) -> str:
    if broken:
        return _("Overdue since")
    return {
        "response": _("We answer by"),
        "update": _("News by"),
        "decision": _("We decide by"),
        "hold decision": _("We look at it by"),
    }.get(what, "")


def _state(ticket: Ticket) -> str:
    stands = ticket.standing
    if stands.undecided:
        return _("You wrote after it closed")
    if stands.closed_at is not None:
        return _("Closed")
    if stands.held:
        return _("Waits to be looked at")
    if stands.asks == "urgent":
        return _("You said it is urgent")
    if stands.asks == "solved":
        return _("You said it is solved")
    if stands.resolved:
        return _("Resolved, not closed yet")
    return _("With support") if stands.triaged else _("New")
