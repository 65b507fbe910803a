"""Decisions about a customer's word on a closed ticket."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions import deciding
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class DecisionForm(Action):
    """The same trouble, or a new one."""

    follows = forms.ChoiceField(
        choices=[("reopen", "reopen"), ("new", "new")],
        error_messages={
            "required": "Choose what follows.",
            "invalid_choice": "Choose to reopen, or to make a new ticket.",
        },
    )


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Reopen the ticket, or issue a new one that follows it."""
    form = DecisionForm(request.POST)

    def decide() -> object:
        chosen = deciding.reopen if form.cleaned_data["follows"] == "reopen" else deciding.issue_new
        return chosen(number, seen=form.cleaned_data["seen"], by=request.user, at=now())

    return act(request, number, "decision", form, decide)
