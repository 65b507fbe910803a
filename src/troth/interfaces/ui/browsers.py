"""Browsers as their owners call them."""

from django.utils.translation import gettext as _

from troth.domain.security.rules import browser_of


def browser_words(said: str) -> str:
    """Return what a browser calls itself as "Firefox on Windows"; empty for what is none."""
    name, system = browser_of(said)
    if name and system:
        return _("%(name)s on %(system)s") % {"name": name, "system": system}
    return name or system
