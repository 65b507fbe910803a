"""Defects and patches in words: how each stands, who waits, and how an announcement fares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.domain.defects import queries, reach
from troth.domain.defects.models import Announcement, Change, Defect, Hook, Patch
from troth.domain.tickets.company import glance
from troth.domain.tickets.models import Ticket
from troth.interfaces.desk.screens.about import Related, related
from troth.interfaces.ui.times import DeskClock

STATES = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("Open"),
    "fixed": gettext_lazy("Fixed"),
    "declined": gettext_lazy("Declined"),
}
STATE_WORDS = {
    "open": (gettext_lazy("open"), "soon"),
    "fixed": (gettext_lazy("fixed"), "calm"),
    "declined": (gettext_lazy("declined"), ""),
}
CHANGES = {
    "entered": gettext_lazy("Entered"),
    "edited": gettext_lazy("Put in other words"),
    "declined": gettext_lazy("Declined"),
    "taken up": gettext_lazy("Opened again"),
    "workaround sent": gettext_lazy("Workaround sent to everybody who waits"),
    "patch released": gettext_lazy("Patch released"),
}
WHY_NOT = {
    "closed": gettext_lazy("closed"),
    "held": gettext_lazy("held"),
    "no address": gettext_lazy("with no address we know"),
    "knew": gettext_lazy("known to have it before"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One defect of a list."""

    pk: int
    ref: str
    url: str
    title: str
    more: str  # component, and that it is a request
    state: str
    tone: str
    tickets: str


@dataclass(frozen=True, slots=True)
class Group:
    """One customer's tickets of a defect."""

    name: str
    tickets: list[Related]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done to a defect."""

    what: str
    who: str
    why: str
    at: SafeString


@dataclass(frozen=True, slots=True)
class Announced:
    """How an announcement fares, in words."""

    what: str
    author: str
    at: SafeString
    under_way: bool
    written: str
    accepted: str
    faults: tuple[str, ...]  # what somebody should look at
    not_written: str


@dataclass(frozen=True, slots=True)
class HookShown:
    """A release pipeline that may tell of patches, or might."""

    pk: str
    name: str
    used: str
    ended: bool


def hooks(found: Iterable[Hook], clock: DeskClock) -> list[HookShown]:
    """Tell the hooks, and when each was last used."""
    never = _("Never used")
    return [
        HookShown(
            str(one.pk),
            one.name,
            _("Last used %(at)s") % {"at": clock.at(one.used_at).words} if one.used_at else never,
            ended=one.ended_at is not None,
        )
        for one in found
    ]


def rows(found: Iterable[Defect]) -> list[Row]:
    """Put defects into rows; each knows how many tickets it has, where that was counted."""
    return [_row(one) for one in found]


def _row(one: Defect) -> Row:
    state, tone = STATE_WORDS[one.state]
    waiting = getattr(one, "tickets", None)
    return Row(
        pk=one.pk,
        ref=one.ref,
        url=reverse("desk:defect", args=[one.pk]),
        title=one.title,
        more=" · ".join(filter(None, [kind_words(one), one.component])),
        state=str(state),
        tone=tone,
        tickets="" if waiting is None else tickets_words(waiting),
    )


def kind_words(one: Defect) -> str:
    """Return that it is a request, where it is."""
    return _("Request") if one.kind == Defect.Kind.REQUEST else ""


def tickets_words(count: int) -> str:
    """Return how many tickets there are, in words."""
    return ngettext("%(n)s ticket", "%(n)s tickets", count) % {"n": f"{count:,}"}


def by_customer(found: Sequence[Ticket]) -> list[Group]:
    """Put tickets under their customers, which they come in the order of."""
    return [
        Group(name or _("Nobody we know"), related(map(glance, theirs)))
        for name, theirs in groupby(found, key=queries.customer_of)
    ]


def happened(found: Iterable[Change], names: dict[str, str], clock: DeskClock) -> list[Happened]:
    """Tell what was done to a defect, and by whom."""
    return [
        Happened(
            str(CHANGES.get(one.what, one.what)),
            who(one.by, names),
            one.why,
            clock.at(one.at).html("data-local"),
        )
        for one in found
    ]


def who(by: str, names: dict[str, str]) -> str:
    """Return who did something: by name, or what they are."""
    kind, _colon, _pk = by.partition(":")
    return names.get(by) or {
        "hook": _("a release pipeline"),
        "shell": _("somebody at the shell"),
    }.get(kind, _("the desk"))


def patches(found: Iterable[Patch]) -> list[tuple[Patch, str, list[Row]]]:
    """Return patches with their addresses and the defects they put right."""
    return [(one, reverse("desk:patch", args=[one.pk]), rows(one.defects.all())) for one in found]


def announced(row: Announcement, clock: DeskClock) -> Announced:
    """Tell how an announcement fares."""
    found = reach.outcome(row)
    faults = [
        (found.lost, _("%(n)s came back: those customers have not got it")),
        (found.unknown, _("%(n)s may have been taken by the next mail server, or not")),
        (found.doubled, _("%(n)s tries of unknown outcome, after each of which a copy may follow")),
    ]
    passed = [
        _("%(n)s %(why)s") % {"n": f"{n:,}", "why": WHY_NOT.get(why, why)}
        for why, n in sorted(found.not_written.items())
    ]
    mailed = {"accepted": f"{found.accepted:,}", "mailed": f"{found.mailed:,}"}
    accepted = _("%(accepted)s of %(mailed)s mails accepted by the next mail server") % mailed
    return Announced(
        what=_("Patch announced") if row.patch_id else _("Workaround"),
        author=row.author.name if row.author else "",
        at=clock.at(row.made_at).html("data-local"),
        under_way=row.done_at is None,
        written=_("%(tickets)s written to") % {"tickets": tickets_words(found.written)},
        accepted=accepted if found.mailed else "",
        faults=tuple(words % {"n": f"{n:,}"} for n, words in faults if n),
        not_written=", ".join(passed),
    )


def audience_words(found: reach.Audience) -> str:
    """Return who gets a message, in one sentence."""
    customers = ngettext("%(n)s customer", "%(n)s customers", found.customers)
    return _("It goes to %(tickets)s of %(customers)s, each in its own thread.") % {
        "tickets": tickets_words(found.reached),
        "customers": customers % {"n": f"{found.customers:,}"},
    }


def passed_words(found: reach.Audience) -> str:
    """Return who does not get it, and why; '' where everybody does."""
    parts = [
        (found.closed, _("%(n)s closed")),
        (found.held, _("%(n)s held")),
        (found.unreachable, _("%(n)s with no address we know")),
    ]
    said = ", ".join(words % {"n": f"{n:,}"} for n, words in parts if n)
    return _("Not written to: %(who)s.") % {"who": said} if said else ""
