"""Files on a customer's ticket page."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.tickets.queries import customer_page
from troth.interfaces.channels.web.download import download, find


@never_cache
@require_safe
def show(_: HttpRequest, token: str, digest: str) -> HttpResponseBase:
    """Hand out a file, if an entry that this page shows has it.

    Raises:
        Http404: the page shows no such file.
    """
    found = customer_page(token)
    file = find(found.lines, digest) if found else None
    if file is None:
        raise Http404("This ticket has no such file.")
    return download(file)
