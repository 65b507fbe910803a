"""Roles in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from troth.domain.accounts.rules import Role

_WORDS = {
    Role.AGENT: gettext_lazy("agent"),
    Role.LEAD: gettext_lazy("team lead"),
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
    Role.AUDITOR: gettext_lazy("auditor"),
    Role.CUSTOMER: gettext_lazy("customer"),
}


def role_words(role: str) -> str | Promise:
    """Return what a role is called."""
    return _WORDS[Role(role)]
