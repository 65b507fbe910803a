"""Tickets that belong together, in words: how they are linked, and what merging them would do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.core.facts import kinds
from troth.core.facts.entry import standing
from troth.domain.tickets import together
from troth.domain.tickets.company import Glance
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.participants import takes_part
from troth.interfaces.desk.screens.about import Related, related
from troth.interfaces.ui.promises import TO_STAFF
from troth.interfaces.ui.times import DeskClock

HOW: dict[str, "str | Lazy"] = {
    "follows": gettext_lazy("Follows"),
    "led to": gettext_lazy("Led to"),
    "duplicate of": gettext_lazy("Duplicate of"),
    "duplicated by": gettext_lazy("Duplicated by"),
    "caused by": gettext_lazy("Caused by"),
    "causes": gettext_lazy("Causes"),
    "related": gettext_lazy("Related to"),
    "blocks": gettext_lazy("Blocks"),
    "blocked by": gettext_lazy("Blocked by"),
    "split from": gettext_lazy("Split from"),
    "split into": gettext_lazy("Split into"),
    "merged into": gettext_lazy("Goes on in"),
    "merged from": gettext_lazy("Took in"),
}


@dataclass(frozen=True, slots=True)
class Bond:
    """Another ticket, and how this one stands to it."""

    how: str  # as facts say it
    words: str
    number: int
    other: Related
    may_unlink: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the customer's that could be a ticket of their own."""

    position: int
    who: str
    said: str
    at: str


@dataclass(frozen=True, slots=True)
class Together:
    """What the page of merging, splitting and linking shows."""

    number: int
    ref: str
    subject: str
    seen: int
    bonds: list[Bond]
    others: list[Glance]
    pieces: list[Piece]
    ways: list[tuple[str, str]]
    can_work: bool
    merged: str  # the number people say of the ticket it goes on in
    was_split: bool
    other: int | None = None  # the ticket that a preview is of
    other_ref: str = ""
    effects: tuple[str, ...] = ()  # of merging into that


def bonds(page: TicketPage) -> list[Bond]:
    """Return every ticket that belongs to this one, in the order they came to."""
    entries = [line.entry for line in page.lines]
    found: dict[tuple[int, str], None] = dict.fromkeys(together.links(entries))
    for one in standing(entries):
        match one.fact:
            case kinds.NewIssued(ticket=number) | kinds.WordMoved(ticket=number):
                found[number, "led to"] = None
            case kinds.MergedInto(ticket=number):
                found[number, "merged into"] = None
            case kinds.MergedFrom(ticket=number):
                found[number, "merged from"] = None
            case kinds.SplitOff(ticket=number):
                found[number, "split into"] = None
    known = {other.number: other for other in page.related}
    return [
        Bond(
            how,
            str(HOW.get(how, how)),
            number,
            _related(number, known, page.ticket.prefix),
            how in together.CONVERSE,
        )
        for number, how in found
    ]


def build(page: TicketPage, clock: DeskClock, other: TicketPage | None = None) -> Together:
    """Put into words what belongs together, and what merging into another would do."""
    now, ticket = page.standing, page.ticket
    lines = {line.entry.position: line for line in page.lines}
    pieces = [
        Piece(
            one.position,
            lines[one.position].who,
            " ".join(str((lines[one.position].content or {}).get("text") or "").split())[:240],
            clock.at(one.at).words,
        )
        for one in together.may_split([line.entry for line in page.lines])
    ]
    found = bonds(page)
    return Together(
        number=ticket.number,
        ref=ticket.ref,
        subject=ticket.subject,
        seen=page.position,
        bonds=found,
        others=[one for one in page.related if not one.held],
        pieces=pieces if not now.held and now.closed_at is None else [],
        ways=[(how, str(HOW[how])) for how in together.CONVERSE],
        can_work=not now.held and now.closed_at is None,
        merged=f"{ticket.prefix}-{now.merged_into}" if now.merged_into else "",
        was_split=now.closed_at is None and any(one.how == "split from" for one in found),
        other=other.ticket.number if other else None,
        other_ref=other.ticket.ref if other else "",
        effects=_effects(page, other, clock) if other else (),
    )


def _effects(page: TicketPage, other: TicketPage, clock: DeskClock) -> tuple[str, ...]:
    """Say what merging a ticket into another would do."""
    names = {"this": page.ticket.ref, "other": other.ticket.ref}
    said = [_("%(this)s goes on in %(other)s. Both keep their histories.") % names]
    owed = together.carried(
        page.promises, other.promises, page.standing, ticket=page.ticket.number, at=clock.now
    )
    for _name, fact in owed:
        due = clock.promised(fact.due_at).words
        words = _("%(what)s due %(due)s is owed there, unless it is owed earlier already.")
        said.append(words % {"what": str(TO_STAFF[fact.what]), "due": due})
    reporter = page.ticket.reporter
    if reporter is not None and not takes_part(other.ticket, reporter.pk):
        words = _("%(name)s takes part there from then on, and reads what was written there.")
        said.append(words % {"name": reporter.name or _("The reporter")})
    said.append(_("What is written to either arrives there. Nobody is written to now."))
    said.append(_("It can be undone until something is sent or decided there."))
    return tuple(said)


def moved_words(fact: kinds.Kind, prefix: str) -> tuple[str, str] | None:
    """Return the tone and the words of a fact by which tickets belong together."""
    if not hasattr(fact, "ticket"):
        return None
    ref = f"{prefix}-{fact.ticket}"
    match fact:
        case kinds.Linked(how=how):
            return "", f"{HOW.get(how, how)} {ref}"
        case kinds.Unlinked(how=how):
            said = _("No longer: %(how)s %(ticket)s")
            return "", said % {"how": str(HOW.get(how, how)).lower(), "ticket": ref}
        case kinds.MergedInto():
            return "calm", _("Goes on in %(ticket)s") % {"ticket": ref}
        case kinds.MergedFrom():
            return "", _("%(ticket)s goes on here") % {"ticket": ref}
        case kinds.PromiseCarried(what=what):
            said = _("%(what)s of %(ticket)s is owed here now")
            return "", said % {"what": str(TO_STAFF[what]), "ticket": ref}
        case kinds.SplitOff(messages=messages):
            said = ngettext(
                "%(n)s message became %(ticket)s", "%(n)s messages became %(ticket)s", len(messages)
            )
            return "", said % {"n": len(messages), "ticket": ref}
    return None


def _related(number: int, known: dict[int, Glance], prefix: str) -> Related:
    if number in known:
        return related([known[number]])[0]
    url = reverse("desk:ticket", args=[number])
    return Related(f"{prefix}-{number}", url, subject="", state="", is_open=False)
