"""Make a page's words from its ticket: what it is, for whom, since when, and where to take it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from troth.core.facts.paging import PageAttempted
from troth.core.line.spoken import spelled
from troth.domain.contracts import queries as contracts
from troth.domain.tickets.models import Ticket
from troth.interfaces.now import now
from troth.interfaces.pager.links import PageFor, address_of
from troth.interfaces.pager.shapes import Call
from troth.interfaces.ui.times import desk_clock

SUBJECT = 120  # letters of what the customer wrote


@dataclass(frozen=True, slots=True)
class Words:
    """What a page is about, as it is read and as it is heard."""

    title: str
    spoken: str
    subject: str
    reported: str


def words_of(number: int) -> Words:
    """Return what the page of a ticket is about.

    Raises:
        Ticket.DoesNotExist: there is no such ticket.
    """
    ticket = Ticket.objects.select_related("standing", "reporter__customer").get(pk=number)
    _id, edition = contracts.current(now())
    severity = contracts.edition(ticket.edition_id).policy.severity_name(ticket.standing.severity)
    company = ticket.reporter.customer if ticket.reporter else None
    who = {"ref": ticket.ref, "severity": severity, "company": company}
    title = _("%(ref)s: %(severity)s") % who
    if company:
        title = _("%(ref)s: %(severity)s at %(company)s") % who
    aloud = title.replace(ticket.ref, spelled(ticket.ref))
    spoken = _("Troth has an urgent ticket. %(title)s. Press 1 to take it.") % {"title": aloud}
    reported = desk_clock(edition, now()).promised(ticket.opened_at).words
    return Words(title, spoken, ticket.subject[:SUBJECT], reported)


def call_of(number: int, position: int, attempt: PageAttempted) -> Call:
    """Return an attempt as its agent reads or hears it.

    Raises:
        Ticket.DoesNotExist: there is no such ticket.
    """
    words = words_of(number)
    link = address_of(PageFor(number, attempt.page, attempt.agent))
    page = settings.TROTH.url + reverse("desk:ticket", args=[number])
    text = "\n\n".join(
        [
            words.subject,
            _("Reported %(at)s. Nobody has it yet.") % {"at": words.reported},
            _("Take it: %(link)s") % {"link": link},
            _("The ticket: %(page)s") % {"page": page},
        ]
    )
    return Call(words.title, text, words.spoken, link, page, key=f"{number}-{position}")
