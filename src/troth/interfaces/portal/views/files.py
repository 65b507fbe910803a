"""Files on a customer's ticket page."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.tickets.pages import customer_page
from troth.domain.tickets.report import File
from troth.interfaces.channels.web.download import download
from troth.interfaces.channels.web.download import find as find_file
from troth.interfaces.channels.web.download import preview as look
from troth.interfaces.now import now
from troth.interfaces.portal.access import find


@never_cache
@require_safe
def show(request: HttpRequest, digest: str, token: str = "", number: int = 0) -> HttpResponseBase:
    """Hand out a file to be saved, if an entry that this page shows has it.

    Raises:
        Http404: the page shows no such file.
    """
    return download(_file(request, digest, token, number))


@never_cache
@require_safe
def preview(
    request: HttpRequest, digest: str, token: str = "", number: int = 0
) -> HttpResponseBase:
    """Show a file on its own, if an entry that this page shows has it and it can do no harm.

    Raises:
        Http404: the page shows no such file, or it can only be saved.
    """
    return look(_file(request, digest, token, number))


def _file(request: HttpRequest, digest: str, token: str, number: int) -> File:
    way = find(request, token=token, number=number)
    file = find_file(customer_page(way.ticket, at=now()).lines, digest)
    if file is None:
        raise Http404("This ticket has no such file.")
    return file
