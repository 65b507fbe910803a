"""Severities that staff assign."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions.triage import locate as say_where
from troth.domain.tickets.actions.triage import take_back, triage
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class TriageForm(Action):
    """A severity of the policy, with a reason where it is not what was suggested."""

    severity = forms.CharField(
        max_length=40, error_messages={"required": "Choose a severity first."}
    )
    reason = forms.CharField(max_length=20_000, required=False)


class MistakeForm(Action):
    """What was wrong with the severity that was assigned."""

    reason = forms.CharField(max_length=20_000, required=False)


class PlaceForm(Action):
    """Whether the trouble is on a production system."""

    production = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )


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


@require_POST
@agents_only
def locate(request: AgentRequest, number: int) -> HttpResponse:
    """Say whether the trouble is on a production system."""
    form = PlaceForm(request.POST)
    return act(
        request,
        number,
        "production",
        form,
        lambda: say_where(number, **form.cleaned_data, by=request.user, at=now()),
    )


@require_POST
@agents_only
def destroy(request: AgentRequest, number: int) -> HttpResponse:
    """Take the severity back as a mistake, and tell the customer."""
    form = MistakeForm(request.POST)
    return act(
        request,
        number,
        "correction",
        form,
        lambda: take_back(number, **form.cleaned_data, by=request.user, at=now()),
    )
