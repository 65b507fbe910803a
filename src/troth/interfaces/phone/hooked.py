"""What every webhook of the telephone has in common: a signature, once, and an answer in XML."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from troth.domain.accounts.actions import count_try
from troth.interfaces.now import now
from troth.interfaces.pager.provider import account
from troth.interfaces.phone.twiml import is_signed

P = ParamSpec("P")
_WHILE = timedelta(hours=1)
log = logging.getLogger("troth.phone")


def hooked(
    view: Callable[Concatenate[HttpRequest, P], bytes],
) -> Callable[..., HttpResponse]:
    """Let in what our provider signed, and answer with what the view writes.

    Anything else is refused with 403: nothing is recorded of it but how often it came.
    """

    @csrf_exempt
    @never_cache
    @require_POST
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = account()
        address = f"{settings.TROTH.url}{request.get_full_path()}"
        if held is None or not is_signed(request, address, held.token):
            had = count_try("forged call", "", within=_WHILE, at=now())
            if had == 1:
                log.warning("a request to the telephone was not signed by its provider")
            return HttpResponse(status=403)
        return HttpResponse(view(request, *args, **kwargs), content_type="text/xml; charset=utf-8")

    return wrapped
