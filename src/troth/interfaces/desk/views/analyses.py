"""What staff verified and analysed."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions import analysis
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class AnalysisForm(Action):
    """What was confirmed, and what causes it as far as is known."""

    confirmed = forms.CharField(
        max_length=20_000,
        error_messages={"required": "Say what was confirmed: what happens, and where."},
    )
    cause = forms.CharField(max_length=20_000, required=False)


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Record that the trouble was verified and analysed."""
    form = AnalysisForm(request.POST)
    return act(
        request,
        number,
        "analysis",
        form,
        lambda: analysis.record(number, **form.cleaned_data, by=request.user, at=now()),
    )
