"""Who may see the desk: agents who have signed in and still work here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from troth.domain.accounts.models import User
from troth.domain.contracts.queries import NoPolicy
from troth.interfaces.now import now

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User
    htmx: HtmxDetails


def is_staff(request: HttpRequest) -> bool:
    """Say whether one of our own people asks. A signed-in customer is a stranger here."""
    return request.user.is_authenticated and request.user.is_staff


def agents_only(
    view: Callable[Concatenate[AgentRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let agents in; send everybody else to sign in, and back afterwards. Nothing is cached."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_staff(request):
            try:
                return view(request, *args, **kwargs)  # type: ignore[arg-type]
            except NoPolicy as none:
                page = {"now": now(), "say": none.say}
                return render(request, "desk/closed.html", page, status=503)
        return _to_sign_in(request)

    return never_cache(wrapped)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    partial = bool(getattr(request, "htmx", False))
    # A form's own address shows nothing, so the way back leads to the page it was on.
    back = request.path if request.method == "GET" and not partial else reverse("desk:queue")
    where = f"{reverse('desk:sign-in')}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(where) if partial else HttpResponseRedirect(where)
