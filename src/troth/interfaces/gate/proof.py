"""Proving once more who one is, before something that a stolen session must not do."""

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.domain.accounts.models import User
from troth.interfaces.gate.limits import PASSWORD, attempt

PAUSE = gettext_lazy("Too many tries. Wait five minutes, then try again.")


def fault_of(request: HttpRequest, user: User, password: str) -> str:
    """Return why a password does not prove that its owner asks, in words; empty where it does."""
    one = attempt(request, PASSWORD, user.email)
    if one.is_one_too_many():
        return str(PAUSE)
    if not check_password(password, user.password):
        return _("That is not your password.")
    one.was_right()
    return ""
