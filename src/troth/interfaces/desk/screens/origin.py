"""Whose mail it is, as far as our own border can tell: a quiet word, or a warning."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.facts import kinds

MARKS = {
    "verified": gettext_lazy("sender's domain verified"),
    "claimed": gettext_lazy("sender not verified"),
    "held": gettext_lazy("sender in doubt"),
}


def mark(body: dict[str, Any]) -> str:
    """Return the word that stands beside every mail; nothing for what came another way."""
    words = MARKS.get(str(body.get("trust") or ""))
    return f" · {words}" if words else ""


def held_as(fact: kinds.Kind, prefix: str) -> str:
    """Return where a word waited until staff put it on the ticket; nothing for any other."""
    number = getattr(fact, "held_as", None)
    return f" · {_('was held as %(ticket)s') % {'ticket': f'{prefix}-{number}'}}" if number else ""


def sender(body: dict[str, Any]) -> str:
    """Return whom a report says it is from."""
    name, email = str(body.get("name") or ""), str(body.get("email") or "")
    return f"{name} <{email}>" if name and email else name or email or _("somebody unknown")


def doubt(fact: kinds.Kind, body: dict[str, Any]) -> str:
    """Return why a sender may be somebody else, where that matters: their word joined a ticket."""
    trust, why = body.get("trust"), str(body.get("why") or "")
    if trust == "held":
        return _("Its sender is in doubt: %(why)s.") % {"why": why}
    if trust == "claimed" and isinstance(fact, kinds.MessageIn):
        return _("Nothing vouches for its sender: %(why)s.") % {"why": why}
    return ""
