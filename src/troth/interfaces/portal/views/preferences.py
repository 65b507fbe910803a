"""What a customer is mailed: most of it is owed to them, and one thing is theirs to choose."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from troth.domain.contracts import queries as contracts
from troth.domain.customers.actions import choose
from troth.domain.refusal import Refused
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, customers_only

OWED = (
    gettext_lazy("that we have your report, and by when we answer"),
    gettext_lazy("the severity that our staff assign"),
    gettext_lazy("the resolution of your trouble"),
    gettext_lazy("that a ticket is closed, and why"),
    gettext_lazy("what we decide when you write on a closed ticket"),
    gettext_lazy("every answer to a trouble that you reported by mail"),
)
"""What the policy obliges the desk to tell, in the order in which it happens."""
WAYS = {"yes": "at once", "daily": "digest", "no": "off"}


@require_http_methods(["GET", "HEAD", "POST"])
@customers_only
def edit(request: CustomerRequest) -> HttpResponse:
    """Show what is mailed, and keep what is chosen.

    Raises:
        Http404: nobody of a customer's people has signed in.
    """
    person = request.user.person
    if person is None:
        raise Http404("Nobody is known by this sign-in.")
    faulty = False
    if request.method == "POST":
        way = WAYS.get(request.POST.get("replies", ""))
        faulty = way is None
        if way is not None:
            choose(person.pk, replies=way, at=now())
            messages.success(request, _("Your preferences are kept."))
            return HttpResponseRedirect(reverse("portal:preferences"))
    at = now()
    try:
        _id, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "portal/closed.html", {"now": at, "say": refused.say}, status=503)
    page = {
        "now": at,
        "here": "preferences",
        "policy": edition.policy,
        "owed": OWED,
        "replies": person.replies,
        "faulty": faulty,
    }
    return render(request, "portal/preferences.html", page, status=422 if faulty else 200)
