"""Notes that staff write to themselves."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.tickets.actions import conversation
from troth.interfaces.channels.web.uploads import come_with
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act
from troth.interfaces.now import now


class NoteForm(Action):
    """Words that stay among staff."""

    text = forms.CharField(
        max_length=200_000, strip=False, error_messages={"required": "Write the note first."}
    )


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Keep a note. It keeps no promise."""
    form, files = NoteForm(request.POST), come_with(request)
    return act(
        request,
        number,
        "note",
        form,
        lambda: conversation.note(
            number, **form.cleaned_data, attachments=files.files, by=request.user, at=now()
        ),
        files,
    )
