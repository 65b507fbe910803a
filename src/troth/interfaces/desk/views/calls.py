"""Calls that were made or taken."""

from datetime import datetime, timedelta

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions import conversation
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class CallForm(Action):
    """What was said on the phone, and how many minutes ago the call ended."""

    text = forms.CharField(
        max_length=200_000, strip=False, error_messages={"required": "Write what was said first."}
    )
    minutes = forms.IntegerField(
        min_value=0,
        max_value=60 * 24 * 60,
        required=False,
        error_messages={"invalid": "Say in whole minutes how long ago the call ended."},
    )

    def ended_at(self, at: datetime) -> datetime:
        """Return when the call ended; a form that does not say means just now."""
        return at - timedelta(minutes=self.cleaned_data["minutes"] or 0)


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Record a call. It keeps what was owed, as of when it ended."""
    form, at = CallForm(request.POST), now()
    return act(
        request,
        number,
        "call",
        form,
        lambda: conversation.log_call(
            number,
            text=form.cleaned_data["text"],
            ended_at=form.ended_at(at),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=at,
        ),
    )
