"""Whose ticket it is."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.assigning import assign
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class AssignmentForm(Action):
    """To whoever asks, or to nobody."""

    whose = forms.ChoiceField(
        choices=[("mine", "mine"), ("nobody", "nobody")],
        error_messages={
            "required": "Say whose it is to be.",
            "invalid_choice": "Take it yourself, or give it back.",
        },
    )


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Take the ticket, or give it back."""
    form = AssignmentForm(request.POST)

    def give() -> object:
        agent_id = request.user.pk if form.cleaned_data["whose"] == "mine" else None
        seen = form.cleaned_data["seen"]
        return assign(number, agent_id=agent_id, seen=seen, by=request.user, at=now())

    return act(request, number, "assignment", form, give)
