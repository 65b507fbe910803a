"""A page as its agent opens it, on whatever is at hand: what it is, and one button."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.core.urgent.paging import pages
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.queries import entries
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket
from troth.domain.urgent.actions.paging import take
from troth.interfaces.now import now
from troth.interfaces.pager.links import PageFor, read
from troth.interfaces.ui.times import desk_clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show a page to whoever has its link; with POST, take it.

    The link names its agent, who need not sign in: a phone at night is not signed in. It takes
    the page and shows what it is about; the ticket itself is behind signing in. Opening it takes
    nothing, since mail servers and chats open links before people do.
    """
    named = read(token)
    if named is None:
        raise Http404
    agent = User.objects.agents().filter(pk=named.agent).first()
    if agent is None:
        raise Http404
    say = ""
    if request.method == "POST":
        try:
            take(named.ticket, agent=agent, channel="desk", at=now())
        except Refused as refused:
            say = refused.say
    return render(request, "pager/page.html", _page(named, agent, say), status=422 if say else 200)


def _page(named: PageFor, agent: User, say: str) -> dict[str, object]:
    ticket = Ticket.objects.select_related("standing", "reporter__customer").get(pk=named.ticket)
    page = next(one for one in pages(entries(named.ticket)) if one.entry == named.page)
    _id, edition = contracts.current(now())
    taker = User.objects.filter(pk=page.taken_by).first() if page.taken_by else None
    return {
        "ticket": ticket,
        "severity": edition.policy.severity_name(ticket.standing.severity),
        "company": ticket.reporter.customer if ticket.reporter else None,
        "paged_at": desk_clock(edition, now(), agent.zone).told(page.paged_at),
        "agent": agent,
        "mine": page.taken_by == agent.pk,
        "taker": taker,
        "over": page.over_at is not None,
        "say": say,
        "now": now(),
    }
