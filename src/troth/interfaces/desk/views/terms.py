"""The terms a ticket is on: which policy, plan and region its promises are counted by."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from troth.domain.refusal import Refused
from troth.domain.tickets.actions.terms import set_terms
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, find
from troth.interfaces.desk.screens import terms as screens
from troth.interfaces.now import now


class TermsForm(Action):
    """Terms to put the ticket on."""

    terms = forms.CharField(
        max_length=200, error_messages={"required": _("Choose the terms first.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show the terms there are, each with what it would change; with POST, set them."""
    if request.method != "POST":
        return _form(request, number)
    form = TermsForm(request.POST)
    if not form.is_valid():
        faults = [str(fault) for words in form.errors.values() for fault in words]
        return _form(request, number, " ".join(faults))
    said = form.cleaned_data
    try:
        new = screens.read(said["terms"])
        set_terms(number, new, seen=said["seen"], by=request.user, at=now())
    except Refused as refused:
        return _form(request, number, refused.say, said["terms"])
    return HttpResponseRedirect(reverse("desk:ticket", args=[number]))


def _form(request: AgentRequest, number: int, say: str = "", chosen: str = "") -> HttpResponse:
    found, at = find(request.user, number), now()
    page = {
        "now": at,
        "number": number,
        "ref": found.ticket.ref,
        "seen": found.position,
        "choices": screens.choices(found, at, request.user.zone),
        "can_work": not found.standing.held and found.standing.closed_at is None,
        "chosen": chosen,
        "say": say,
    }
    return render(request, "desk/terms/show.html", page, status=422 if say else 200)
