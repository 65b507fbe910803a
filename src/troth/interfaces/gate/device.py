"""The cookie by which a browser is known again, whoever signs in with it."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_COOKIE, _SALT = "device", "troth.device"
_REMEMBERED = 365 * 86_400


def word_of(request: HttpRequest) -> str:
    """Return the word that this browser keeps; empty where it keeps none of ours."""
    try:
        return str(request.get_signed_cookie(_COOKIE, salt=_SALT, max_age=_REMEMBERED))
    except (KeyError, BadSignature):
        return ""


def new_word() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_urlsafe(24)


def keep(answer: HttpResponseBase, word: str) -> None:
    """Let the browser keep a word."""
    answer.set_signed_cookie(
        _COOKIE,
        word,
        salt=_SALT,
        max_age=_REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
