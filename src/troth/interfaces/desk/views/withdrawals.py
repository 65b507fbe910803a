"""Replies that are taken back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.domain.refusal import Refused
from troth.domain.tickets.actions.withdrawing import withdraw
from troth.interfaces.channels.web.download import files_of
from troth.interfaces.channels.web.uploads import Uploads
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Attempt, find, page
from troth.interfaces.now import now


@require_POST
@agents_only
def create(request: AgentRequest, number: int, position: int) -> HttpResponse:
    """Take a reply back before it leaves. Its text and files return into the composer.

    A resolution returns into its own form.
    """
    find(request.user, number)
    try:
        body = withdraw(number, position, by=request.user, at=now())
    except Refused as refused:
        tried = {"undo": Attempt(refused.say, {})}
    else:
        files = Uploads(tuple(files_of(body)), ())
        say = "Taken back: it was not sent. Here is your text."
        into = "resolution" if body.get("purpose") == "resolution" else "reply"
        tried = {into: Attempt(say, {"text": str(body["text"])}, kept=files, tone="calm")}
    return page(request, number, tried, part=bool(request.htmx))
