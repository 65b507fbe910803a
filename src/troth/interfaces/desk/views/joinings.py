"""Held reports that belong to another ticket: put there, and taken out again."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.joining import join, separate
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class JoiningForm(Action):
    """The ticket it belongs to, and whose word it is there."""

    ticket = forms.RegexField(
        r"^\s*(?:[A-Za-z]{1,12}-)?\d{1,15}\s*$",
        error_messages={
            "required": "Give the number of the ticket this belongs to.",
            "invalid": "That is no ticket's number.",
        },
    )
    whose = forms.ChoiceField(
        choices=[("sender", ""), ("reporter", ""), ("staff", "")],
        error_messages={"required": "Say whose word it is."},
    )
    across = forms.BooleanField(required=False)

    def clean_ticket(self) -> int:
        """Return the number alone, however it was written."""
        return int(str(self.cleaned_data["ticket"]).strip().rpartition("-")[2])


class SeparationForm(Action):
    """Nothing but what the agent had seen."""


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Put a held report on the ticket it belongs to."""
    form = JoiningForm(request.POST)
    return act(
        request,
        number,
        "joining",
        form,
        lambda: join(number, **form.cleaned_data, by=request.user, at=now()),
    )


@require_POST
@agents_only
def destroy(request: AgentRequest, number: int) -> HttpResponse:
    """Take a report out of the ticket it was put on: it is held again."""
    form = SeparationForm(request.POST)
    return act(
        request,
        number,
        "separation",
        form,
        lambda: separate(number, **form.cleaned_data, by=request.user, at=now()),
    )
