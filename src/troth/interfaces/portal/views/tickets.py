"""A customer's tickets: the list of their company's, and one as they should see it."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.tickets import pages, queries
from troth.domain.tickets.participants import goes_on, token_for
from troth.interfaces.channels.web import uploads
from troth.interfaces.channels.web.uploads import Uploads
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, Way, customers_only, find
from troth.interfaces.portal.screens import listing
from troth.interfaces.portal.screens import ticket as screens
from troth.interfaces.ui.sizes import size_words


@dataclass(frozen=True, slots=True)
class Tried:
    """A form of the page that came back: what was typed, and why it could not be taken."""

    text: str = ""
    say: str = ""
    kept: Uploads | None = None
    nonce: str = ""
    colleague: str = ""
    colleague_say: str = ""


@require_safe
@customers_only
def index(request: CustomerRequest) -> HttpResponse:
    """List the tickets of somebody's company: what is promised next, and how each stands."""
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "portal/closed.html", {"now": at, "say": refused.say}, status=503)
    only = request.GET.get("only", "open")
    only = only if only in listing.FILTERS else "open"
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    after = listing.read_after(request.GET.get("after", ""))
    if text.strip():
        found = listing.seek(request.user, only, text, after, at)
    else:
        found = queries.customers_tickets(request.user, only=only, after=after)
    asked = {"only": only, "q": text}
    page = {
        "now": at,
        "here": "tickets",
        "policy": edition.policy,
        "company": listing.company_of(request.user),
        "filters": listing.filters(only, text),
        "only": only,
        "text": text,
        "rows": listing.rows(found.tickets, edition, at, request.user),
        "empty": listing.empty(only, text),
        "first": f"?{urlencode(asked)}" if after else "",
        "next": f"?{urlencode(asked | {'after': found.after})}" if found.after else "",
        "address": reverse("portal:tickets"),
    }
    return render(request, "portal/tickets/index.html", page)


@never_cache
@require_safe
def show(request: HttpRequest, token: str = "", number: int = 0) -> HttpResponse:
    """Show when we answer, what happens next, how promises were kept, and what was said."""
    return page(request, find(request, token=token, number=number), Tried())


def page(request: HttpRequest, way: Way, tried: Tried) -> HttpResponse:
    """Render the page; what could not be taken stays in its form."""
    at = now()
    found = pages.customer_page(way.ticket, at=at)
    shown = {
        "now": at,
        "here": "tickets",
        "policy": found.edition.policy,
        "way": way,
        "token": way.token,
        "ticket": screens.build(found, at, way.person_id),
        "goes_on": _goes_on(way) if found.standing.merged_into else "",
        "tried": tried,
        "text": tried.text,
        "say": tried.say,
        "kept": tried.kept,
        "nonce": tried.nonce or uuid4(),
        "says_nonces": {"solved": uuid4(), "urgent": uuid4()},
        "most": uploads.most_bytes(),
        "limit": size_words(uploads.most_bytes()),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': f'/tickets/{way.ticket.pk}'})}",
    }
    came_back = bool(tried.say or tried.colleague_say)
    answer = render(request, "portal/tickets/show.html", shown, status=422 if came_back else 200)
    # The link is the key to the page: no other site learns it. ("no-referrer" would hide our own
    # origin from our own forms, and they would be refused.)
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _goes_on(way: Way) -> str:
    """Return the address of the ticket that a merged one goes on in, by the same way."""
    target = goes_on(way.ticket)
    if way.signed_in:
        return reverse("portal:own-ticket", args=[target.pk])
    if way.person_id is None:
        return ""  # nobody we know: a link is made for somebody
    return reverse("portal:ticket", args=[token_for(target, way.person_id)])
