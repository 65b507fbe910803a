"""Held reports: taken on as tickets, or declined."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions import holds
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class AcceptanceForm(Action):
    """Whose report it is, and what could be read of it."""

    name = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(
        max_length=254,
        error_messages={"required": "Give the address of the person who reported this."},
    )
    subject = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=200_000, required=False, strip=False)
    contract = forms.CharField(max_length=60, required=False)
    how = forms.ChoiceField(choices=[("once", ""), ("named", "")], required=False)
    why = forms.CharField(max_length=2_000, required=False)


class DecliningForm(Action):
    """Why this is not taken on."""

    reason = forms.CharField(
        max_length=20_000,
        error_messages={"required": "Say why this is not taken on as a ticket."},
    )
    answer = forms.CharField(max_length=20_000, required=False)


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Accept a held report. Its promises count from when it reached us."""
    form = AcceptanceForm(request.POST)
    return act(
        request,
        number,
        "acceptance",
        form,
        lambda: holds.accept(number, **form.cleaned_data, by=request.user, at=now()),
    )


@require_POST
@agents_only
def destroy(request: AgentRequest, number: int) -> HttpResponse:
    """Decline a held report. It stays stored and readable."""
    form = DecliningForm(request.POST)
    return act(
        request,
        number,
        "declining",
        form,
        lambda: holds.decline(number, **form.cleaned_data, by=request.user, at=now()),
    )
