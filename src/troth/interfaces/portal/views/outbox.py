"""The demo's outbox: what would have been mailed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.interfaces.channels.mail import outbox
from troth.interfaces.now import now


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the messages kept, newest first."""
    _only_in_a_demo()
    return render(request, "portal/outbox/index.html", {"now": now(), "letters": outbox.listing()})


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show one message as its reader would."""
    _only_in_a_demo()
    letter = outbox.read(key)
    if letter is None:
        raise Http404("The outbox has no such message.")
    return render(request, "portal/outbox/show.html", {"now": now(), "letter": letter})


def _only_in_a_demo() -> None:
    if not settings.TROTH.demo:
        raise Http404("Only a demo has an outbox.")
