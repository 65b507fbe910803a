"""Files on a customer's ticket page."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.tickets.queries import customer_page
from troth.domain.tickets.report import File
from troth.interfaces.channels.web.download import download, find
from troth.interfaces.channels.web.download import preview as look


@never_cache
@require_safe
def show(_: HttpRequest, token: str, digest: str) -> HttpResponseBase:
    """Hand out a file to be saved, if an entry that this page shows has it.

    Raises:
        Http404: the page shows no such file.
    """
    return download(_file(token, digest))


@never_cache
@require_safe
def preview(_: HttpRequest, token: str, digest: str) -> HttpResponseBase:
    """Show a file on its own, if an entry that this page shows has it and it can do no harm.

    Raises:
        Http404: the page shows no such file, or it can only be saved.
    """
    return look(_file(token, digest))


def _file(token: str, digest: str) -> File:
    found = customer_page(token)
    file = find(found.lines, digest) if found else None
    if file is None:
        raise Http404("This ticket has no such file.")
    return file
