"""What a reader is shown where something went wrong, with the status that says what."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError, PoolTimeout)
SOON = "10"  # seconds after which a client may ask again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Tell what could not be read: too much of it (413), or something else (400)."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Tell of a fault of ours: a database that is away for a moment (503), or a mistake (500).

    Nothing of the request is rendered, since asking who is signed in may fail the same way.
    """
    away = isinstance(sys.exception(), AWAY)
    status = 503 if away else 500
    answer = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if away:
        answer["Retry-After"] = SOON
    return answer
