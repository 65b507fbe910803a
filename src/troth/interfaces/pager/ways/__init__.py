"""Every kind of way there is, one file a kind: what its `to` looks like, and how it reaches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from troth.interfaces.pager.provider import account
from troth.interfaces.pager.shapes import Call, Outcome
from troth.interfaces.pager.ways import apprised, console, mail, phone

Reach = Callable[[str, Call], Outcome]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of way. `read` returns where to reach as it is kept; its ValueError is in words."""

    name: str | Promise
    asks: str | Promise  # what the form's field is called
    read: Callable[[str], str]
    shown: Callable[[str], str]  # as a page may show it: no secrets
    reach: Reach


KINDS: Mapping[str, Kind] = {
    "voice": Kind(_("Call"), _("Telephone number"), phone.read, phone.shown, phone.call),
    "sms": Kind(_("Text message"), _("Telephone number"), phone.read, phone.shown, phone.text),
    "mail": Kind(_("Mail"), _("E-mail address"), mail.read, str, mail.reach),
    "apprise": Kind(
        _("Chat or push"),
        _("Apprise address, such as ntfys://host/topic"),
        apprised.read,
        apprised.shown,
        apprised.reach,
    ),
    "console": Kind(_("Demo console"), _("A name"), console.read, str, console.reach),
}


def kinds() -> list[tuple[str, Kind]]:
    """Return the kinds an agent may choose from on this desk.

    The console is a demo's alone, and the telephone's need a provider.
    """
    held = account()
    missing = {"console"} if not settings.TROTH.demo else set()
    missing |= {"voice", "sms"} if held is None or not held.api else set()
    return [(key, one) for key, one in KINDS.items() if key not in missing]


def reach(kind: str, to: str, call: Call) -> Outcome:
    """Try an agent in one way. Whatever goes wrong is an outcome, in words."""
    known = KINDS.get(kind)
    if known is None:
        return Outcome("failed", f"this desk cannot reach anybody by {kind}")
    return known.reach(to, call)
