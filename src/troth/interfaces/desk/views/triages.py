"""Severities that staff assign."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.triage import triage
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class TriageForm(Action):
    """A severity of the policy, with a reason where it is not what was suggested."""

    severity = forms.CharField(
        max_length=40, error_messages={"required": "Choose a severity first."}
    )
    reason = forms.CharField(max_length=20_000, required=False)


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Assign the severity, and tell the customer."""
    form = TriageForm(request.POST)
    return act(
        request,
        number,
        "triage",
        form,
        lambda: triage(number, **form.cleaned_data, by=request.user, at=now()),
    )
