"""Make a page's words from its ticket: what it is, for whom, since when, and where to take it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from troth.core.facts.paging import PageAttempted
from troth.domain.contracts import queries as contracts
from troth.domain.tickets.models import Ticket
from troth.interfaces.now import now
from troth.interfaces.pager.links import PageFor, address_of
from troth.interfaces.pager.shapes import Call
from troth.interfaces.ui.times import desk_clock

SUBJECT = 120  # letters of what the customer wrote


def call_of(number: int, position: int, attempt: PageAttempted) -> Call:
    """Return an attempt as its agent reads or hears it.

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
    link = address_of(PageFor(number, attempt.page, attempt.agent))
    page = settings.TROTH.url + reverse("desk:ticket", args=[number])
    reported = desk_clock(edition, now()).promised(ticket.opened_at).words
    text = "\n\n".join(
        [
            ticket.subject[:SUBJECT],
            _("Reported %(at)s. Nobody has it yet.") % {"at": reported},
            _("Take it: %(link)s") % {"link": link},
            _("The ticket: %(page)s") % {"page": page},
        ]
    )
    spoken = _("Troth has an urgent ticket. %(title)s. Press 1 to take it.") % {"title": title}
    return Call(title, text, spoken, link, page, key=f"{number}-{position}")
