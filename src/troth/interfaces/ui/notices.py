"""Notices in words, as the desk's pages and mails to agents say them."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS: dict[str, tuple[str | Lazy, str | Lazy]] = {
    "mentioned": (gettext_lazy("I am mentioned"), gettext_lazy("in a note, with @ and my name")),
    "assigned": (gettext_lazy("Assigned to me"), gettext_lazy("a ticket is given to me")),
    "handed over": (gettext_lazy("Handed over to me"), gettext_lazy("with a word on what is next")),
    "team assigned": (gettext_lazy("Assigned to my team"), gettext_lazy("and to nobody in it yet")),
    "customer wrote": (gettext_lazy("The customer wrote"), gettext_lazy("on a ticket of mine")),
    "promise near": (
        gettext_lazy("A promise is near its due time"),
        gettext_lazy("on a ticket of mine"),
    ),
    "promise broken": (gettext_lazy("A promise is broken"), gettext_lazy("on a ticket of mine")),
    "not delivered": (
        gettext_lazy("A message came back"),
        gettext_lazy("on a ticket of mine, or of nobody's: the customer has not got it"),
    ),
    "open again": (
        gettext_lazy("A closed ticket is open again"),
        gettext_lazy("because what told its resolution came back"),
    ),
    "to decide": (
        gettext_lazy("A decision waits"),
        gettext_lazy("the customer wrote on a closed ticket of mine, or of nobody's"),
    ),
    "patch out": (
        gettext_lazy("A patch is out"),
        gettext_lazy("for a ticket of mine: it can be resolved now"),
    ),
    "nobody's promise near": (
        gettext_lazy("Nobody's promise is near its due time"),
        gettext_lazy("on a ticket that is assigned to nobody"),
    ),
    "nobody's promise broken": (
        gettext_lazy("Nobody's promise is broken"),
        gettext_lazy("on a ticket that is assigned to nobody"),
    ),
    "held": (gettext_lazy("A report is held"), gettext_lazy("and waits for somebody to accept it")),
    "held urgent": (
        gettext_lazy("A report of the gravest severity is held"),
        gettext_lazy("and may be a real outage behind an address nobody knows"),
    ),
    "untriaged": (gettext_lazy("A new ticket"), gettext_lazy("that nobody has triaged yet")),
}
"""What each kind is called, and what it means, in the order the preferences list them."""
TONES = {
    "promise near": "soon",
    "nobody's promise near": "soon",
    "promise broken": "broken",
    "nobody's promise broken": "broken",
    "not delivered": "broken",
    "open again": "broken",
    "to decide": "soon",
    "patch out": "calm",
    "held": "soon",
    "held urgent": "broken",
}


def told(kind: str, who: str) -> str:
    """Return a notice as a sentence to whom it is told: "Tomas Reyl mentioned you"."""
    if kind == "mentioned":
        return _("%(who)s mentioned you") % {"who": who}
    if kind == "assigned":
        return _("%(who)s assigned this to you") % {"who": who}
    if kind == "handed over":
        return _("%(who)s handed this over to you") % {"who": who}
    if kind == "team assigned":
        return _("%(who)s assigned this to your team") % {"who": who}
    return {
        "customer wrote": _("The customer wrote"),
        "promise near": _("Your promise is near its due time"),
        "promise broken": _("Your promise is broken"),
        "not delivered": _("A message to the customer came back: they have not got it"),
        "open again": _("A closed ticket is open again: what told its resolution came back"),
        "to decide": _("The customer wrote on a closed ticket: decide what it is"),
        "patch out": _("A patch is out for it: tell the customer, and resolve it"),
        "nobody's promise near": _("A promise is near its due time, and nobody has the ticket"),
        "nobody's promise broken": _("A promise is broken, and nobody has the ticket"),
        "held": _("A report is held: accept or decline it"),
        "held urgent": _("A report of the gravest severity is held: decide now"),
        "untriaged": _("A new ticket waits for its severity"),
    }[kind]
