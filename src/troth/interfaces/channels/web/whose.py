"""Whose drafts and uploads these are: somebody who has signed in, or one visitor's browser."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from troth.domain.accounts.actions import count_try
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.now import now

_COOKIE, _SALT = "visitor", "troth.visitor"
_REMEMBERED = 7 * 86_400
_WHILE = timedelta(hours=1)


@dataclass(slots=True)
class Whose:
    """An owner as rows name it: "agent:3", "person:17", "visitor:…"; and where they come from."""

    owner: str
    address: str
    new: bool = False

    @property
    def is_visitor(self) -> bool:
        return self.owner.startswith("visitor:")

    def mark(self, answer: HttpResponseBase) -> None:
        """Let a new visitor's browser be known again, by a cookie nobody else can make."""
        if self.new:
            answer.set_signed_cookie(
                _COOKIE,
                self.owner.removeprefix("visitor:"),
                salt=_SALT,
                max_age=_REMEMBERED,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )


def whose(request: HttpRequest) -> Whose:
    """Say whose a request is. A visitor seen for the first time is given a name."""
    address = address_of(request) or "?"
    if request.user.is_authenticated:
        return Whose(request.user.by, address)
    known = visitor_of(request)
    return Whose(known or f"visitor:{secrets.token_hex(16)}", address, new=not known)


def visitor_of(request: HttpRequest) -> str:
    """Return the name that this browser had as a visitor; empty when it had none."""
    try:
        name = request.get_signed_cookie(_COOKIE, salt=_SALT, max_age=_REMEMBERED)
    except (KeyError, BadSignature):
        return ""
    return f"visitor:{name}"


def too_often(what: str, whose: Whose, most: int) -> bool:
    """Count a try from an address, for all processes together; say whether it is one too many."""
    return count_try(f"{what} by address", whose.address, within=_WHILE, at=now()) > most
