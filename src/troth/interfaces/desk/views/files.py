"""Files of a ticket: attachments, and the original of a mail."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from troth.domain.tickets.report import File
from troth.interfaces.channels.web.download import download
from troth.interfaces.channels.web.download import find as find_file
from troth.interfaces.channels.web.download import preview as look
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import find


@require_safe
@agents_only
def show(request: AgentRequest, number: int, digest: str) -> HttpResponseBase:
    """Hand out a file to be saved, if an entry of this ticket has it.

    Raises:
        Http404: no entry of the ticket has such a file.
    """
    return download(_file(request, number, digest))


@require_safe
@agents_only
def preview(request: AgentRequest, number: int, digest: str) -> HttpResponseBase:
    """Show a file on its own, if an entry of this ticket has it and it can do no harm.

    Raises:
        Http404: no entry of the ticket has such a file, or it can only be saved.
    """
    return look(_file(request, number, digest))


def _file(request: AgentRequest, number: int, digest: str) -> File:
    file = find_file(find(request.user, number).lines, digest, raw=True)
    if file is None:
        raise Http404("This ticket has no such file.")
    return file
