"""Answers to the customer."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.domain.drafts.filling import unfilled
from troth.domain.tickets.actions import conversation
from troth.interfaces.channels.web.uploads import come_with
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now

UNDO = timedelta(seconds=10)
"""How long a reply waits to be taken back."""


class ReplyForm(Action):
    """Words that go to the customer."""

    text = forms.CharField(
        max_length=200_000, strip=False, error_messages={"required": "Write the reply first."}
    )

    def clean_text(self) -> str:
        """Pass a text whose variables are all filled in."""
        text: str = self.cleaned_data["text"]
        if names := unfilled(text):
            said = _("Not sent: fill in %(names)s first.") % {"names": ", ".join(names)}
            raise forms.ValidationError(said)
        return text


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Send a reply to the customer."""
    form, files = ReplyForm(request.POST), come_with(request)
    return act(
        request,
        number,
        "reply",
        form,
        lambda: conversation.reply(
            number,
            **form.cleaned_data,
            attachments=files.files,
            undo=UNDO,
            by=request.user,
            at=now(),
        ),
        files,
    )
