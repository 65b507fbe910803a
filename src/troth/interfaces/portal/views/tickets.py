"""A customer's own ticket, reached by the signed link they were given."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.tickets.queries import customer_page
from troth.interfaces.channels.web import uploads
from troth.interfaces.channels.web.uploads import Uploads
from troth.interfaces.now import now
from troth.interfaces.portal.screens import ticket as screens
from troth.interfaces.ui.sizes import size_words


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show the number, when we answer, how promises were kept, and what was said."""
    return page(request, token)


def page(
    request: HttpRequest,
    token: str,
    *,
    text: str = "",
    say: str = "",
    kept: Uploads | None = None,
    nonce: str = "",
) -> HttpResponse:
    """Render the page; with `say`, the message that could not be taken stays in its form.

    Raises:
        Http404: nobody was given this token.
    """
    found = customer_page(token)
    if found is None:
        raise Http404("No ticket has this link.")
    at = now()
    shown = {
        "now": at,
        "policy": found.edition.policy,
        "token": token,
        "ticket": screens.build(found, at),
        "text": text,
        "say": say,
        "kept": kept,
        "nonce": nonce or uuid4(),
        "most": uploads.most_bytes(),
        "limit": size_words(uploads.most_bytes()),
    }
    answer = render(request, "portal/tickets/show.html", shown, status=422 if say else 200)
    # The link is the key to the page: no other site learns it. ("no-referrer" would hide our own
    # origin from our own forms, and they would be refused.)
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer
