"""What django-allauth asks its host."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from troth.domain.accounts.models import User
from troth.domain.security import sessions
from troth.domain.security.acts import By
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.gate import device
from troth.interfaces.now import now


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in as this desk does it: nobody signs up, and nobody is led elsewhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no: whoever wrote to us is known, and nobody else can be."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether an address is a page of this desk, told without naming any host."""
        return is_ours(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count."""
        return address_of(request)

    def get_login_stages(self) -> list[str]:
        """Return what stands between a first proof and a session, in order."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "troth.interfaces.gate.stages.SecondFactor",
        ]

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in, and remember their browser."""
        word = device.word_of(request) or device.new_word()
        sessions.arrive(user, word, by=by_of(request, user), at=now())
        super().login(request, user)
        request._device = word  # type: ignore[attr-defined]

    def post_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponseBase:
        """Return where they go, and let the browser keep its word."""
        answer: HttpResponseBase = super().post_login(request, user, **said)
        device.keep(answer, request._device)  # type: ignore[attr-defined]
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody starts who was on no page before."""
        agent = request.user.is_authenticated and request.user.is_staff
        return reverse("desk:queue" if agent else "portal:tickets")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing on the next page: each page of ours says by itself what happened."""


def by_of(request: HttpRequest, user: User) -> By:
    """Return who does something about their own sign-in, and from where."""
    return By(user.by, address_of(request), request.headers.get("User-Agent", ""))


def is_ours(url: str) -> bool:
    """Say whether an address is a page of this desk: a path, and nothing that names a host."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
