"""Resolutions, told to the customer."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.resolving import resolve
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.desk.views.replies import UNDO
from troth.interfaces.now import now


class ResolutionForm(Action):
    """A fix or a workaround, and the words that tell it."""

    how = forms.CharField(
        max_length=20,
        error_messages={"required": "Say what the resolution is: a fix or a workaround."},
    )
    text = forms.CharField(
        max_length=200_000,
        strip=False,
        error_messages={"required": "Write what the customer is told about the resolution."},
    )


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Tell the customer the resolution."""
    form = ResolutionForm(request.POST)
    return act(
        request,
        number,
        "resolution",
        form,
        lambda: resolve(number, **form.cleaned_data, undo=UNDO, by=request.user, at=now()),
    )
