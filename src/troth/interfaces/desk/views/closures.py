"""Closures, for a reason of the policy."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.closing import close
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class ClosureForm(Action):
    """One of the policy's reasons, with what it needs."""

    reason = forms.CharField(
        max_length=60, error_messages={"required": "Choose the reason it closes for."}
    )
    patch = forms.CharField(max_length=120, required=False)
    component = forms.CharField(max_length=200, required=False)


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Close the ticket."""
    form = ClosureForm(request.POST)
    return act(
        request,
        number,
        "closure",
        form,
        lambda: close(number, **form.cleaned_data, by=request.user, at=now()),
    )
