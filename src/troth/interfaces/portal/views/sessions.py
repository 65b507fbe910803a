"""Where a customer's person is signed in, and ending it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.security import sessions
from troth.interfaces.gate.adapter import by_of
from troth.interfaces.gate.listing import shown
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, customers_only


@require_http_methods(["GET", "HEAD"])
@customers_only
def index(request: CustomerRequest) -> HttpResponse:
    """Show every browser in which they are signed in."""
    at = now()
    try:
        _id, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "portal/closed.html", {"now": at, "say": refused.say}, status=503)
    found = shown(request.user, request.session.session_key, at=at)
    page = {"now": at, "here": "sessions", "policy": edition.policy, "sessions": found}
    return render(request, "portal/sessions/index.html", page)


@require_POST
@customers_only
def end(request: CustomerRequest, ref: str) -> HttpResponse:
    """End one of their sessions.

    Raises:
        Http404: there is no such session of theirs.
    """
    try:
        sessions.end(request.user, ref, by=by_of(request, request.user), at=now())
    except Refused as refused:
        raise Http404(refused.say) from refused
    return _done(request, _("That browser is signed out."))


@require_POST
@customers_only
def end_others(request: CustomerRequest) -> HttpResponse:
    """End every session of theirs but this one."""
    by, key = by_of(request, request.user), request.session.session_key
    count = sessions.end_others(request.user, key, by=by, at=now())
    words = ngettext("%(n)d browser is signed out.", "%(n)d browsers are signed out.", count)
    return _done(request, words % {"n": count})


def _done(request: CustomerRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("portal:sessions"))
