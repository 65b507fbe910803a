"""What django-allauth asks its host."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from troth.interfaces.channels.web.client import address_of


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in as this desk does it: nobody signs up, and nobody is led elsewhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no: whoever wrote to us is known, and nobody else can be."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether an address is a page of this desk, told without naming any host."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count."""
        return address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody starts who was on no page before."""
        agent = request.user.is_authenticated and request.user.is_staff
        return reverse("desk:queue" if agent else "portal:tickets")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing on the next page: each page of ours says by itself what happened."""
