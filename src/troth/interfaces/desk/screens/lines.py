"""Entries of a ticket as staff read them: what people wrote, and what happened, in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.pages import Line
from troth.interfaces.channels.web.download import files_of
from troth.interfaces.channels.web.handed import Handed, handed
from troth.interfaces.desk.screens import printed
from troth.interfaces.desk.screens.events import event_words
from troth.interfaces.desk.screens.origin import doubt, held_as, mark, sender
from troth.interfaces.desk.screens.passages import Passage, formatted, plain, written
from troth.interfaces.desk.screens.printed import Carried
from troth.interfaces.ui.markup import render
from troth.interfaces.ui.times import DeskClock

Shape = Literal["theirs", "ours", "private", "event"]
MANY_EVENTS = 3
"""So many events in a row are folded, where something was written after them."""
DELIVERY = {
    "queued": gettext_lazy("on its way"),
    "accepted": gettext_lazy("accepted by the next mail server"),
    "delayed": gettext_lazy("accepted by the next mail server, delayed on its further way"),
    "relayed": gettext_lazy("passed on to a server that tells no more"),
    "expanded": gettext_lazy("passed on to a list"),
    "delivered": gettext_lazy("delivered to their mailbox"),
    "not delivered": gettext_lazy("not delivered"),
    "unknown": gettext_lazy("not known whether the next mail server took it"),
}
CHANNELS = {
    "mail": gettext_lazy("by mail"),
    "web": gettext_lazy("in the portal"),
    "phone": gettext_lazy("on the phone"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry in words."""

    number: int  # of its ticket
    position: int
    shape: Shape
    tone: str  # of an event: "calm", "soon", "broken", or nothing
    who: str
    what: str
    text: str  # as it was written, for lists that show little of it
    passages: tuple[Passage, ...]  # as it is read
    at: SafeString
    carried: Carried
    own: bool  # the agent who looks wrote it

    @property
    def formatted(self) -> str:
        """Return the whole text as its readers see it: ours with its light formatting."""
        return render(self.text) if self.shape in ("ours", "private") else self.text

    @property
    def html(self) -> str:
        """Return the whole entry as one item of the list."""
        if self.shape == "event":
            said = printed.event(self.position, self.tone, self.what, self.text, self.who, self.at)
        else:
            head = printed.head(
                self.position, self.shape, self.who, self.what, self.at, own=self.own
            )
            said = f"{head}{printed.text(self.passages, self.number)}"
        return f"{said}{printed.carried(self.carried, self.number)}</li>"


@dataclass(frozen=True, slots=True)
class Run:
    """Entries in a row: events to be folded, or whatever comes between those."""

    entries: list[Shown]
    folded: bool = False

    @property
    def last(self) -> Shown:
        """Return the newest of them."""
        return self.entries[-1]

    @property
    def html(self) -> SafeString:
        """Return them one after the other."""
        return SafeString("".join([one.html for one in self.entries]))


def show(line: Line, ticket: Ticket, edition: Edition, clock: DeskClock, reader: str = "") -> Shown:
    """Put an entry into words. Every kind has some, and none is left out."""
    entry, body = line.entry, line.content or {}
    shape, tone, what, more = _words(line, edition, clock, ticket.prefix)
    files = tuple([handed(file) for file in files_of(body, raw=True)]) if body else ()
    text = str(body.get("text") or body.get("confirmed") or body.get("because") or "")
    passages = _passages(shape, line, text, files)
    return Shown(
        number=ticket.number,
        position=entry.position,
        shape=shape,
        tone=tone,
        who=_who(line, body),
        what=what,
        text=text,
        passages=passages,
        at=clock.at(entry.at).html("data-local"),
        carried=_carried(line, body, more, files, passages),
        own=bool(reader) and entry.by == reader,
    )


def runs(lines: Iterable[Shown]) -> list[Run]:
    """Fold what happened in a row, but for what is broken and for what happened last."""
    found: list[Run] = []
    told: list[Shown] = []
    waiting: list[Shown] = []
    for one in lines:
        if one.shape == "event" and one.tone != "broken":
            waiting.append(one)
            continue
        if len(waiting) >= MANY_EVENTS:
            found += [Run(told), Run(waiting, folded=True)]
            told = []
        else:
            told += waiting
        waiting = []
        told.append(one)
    return [run for run in [*found, Run(told + waiting)] if run.entries]


def _carried(
    line: Line,
    body: dict[str, Any],
    more: str,
    files: tuple[Handed, ...],
    passages: tuple[Passage, ...],
) -> Carried:
    lost = line.delivery == "not delivered" and isinstance(line.entry.fact, kinds.MessageOut)
    placed = {one.picture for one in passages if one.picture} if files else ()
    return Carried(
        fault=_("This message did not reach the customer.") if lost else "",
        doubt=doubt(line.entry.fact, body),
        remarks=tuple(map(str, body.get("remarks") or ())),
        more=more,
        files=tuple([one for one in files if one not in placed]) if placed else files,
    )


def _passages(
    shape: Shape, line: Line, text: str, files: tuple[Handed, ...]
) -> tuple[Passage, ...]:
    if shape == "event":
        return ()
    mailed = line.entry.channel == "mail"
    if shape != "theirs" and not mailed:
        return formatted(text)
    if mailed:
        return written(text, tuple(one for one in files if one.is_picture))
    return plain(text)


def _who(line: Line, body: dict[str, Any]) -> str:
    """Return a name; a report that is held names only what it says of itself."""
    fact = line.entry.fact
    if isinstance(fact, kinds.Reported | kinds.MessageIn):
        if fact.person and line.who:
            return line.who
        return str(body.get("name") or body.get("email") or _("Somebody"))
    return "" if line.entry.by == "desk" else line.who


def _by(said: str, way: object) -> str:
    """Put the way it came behind words that are a sentence of their own."""
    return f"{said} · {way}" if way else said


def _words(
    line: Line, edition: Edition, clock: DeskClock, prefix: str
) -> tuple[Shape, str, str, str]:
    """Return shape, tone, words and a second passage."""
    fact, body = line.entry.fact, line.content or {}
    way = CHANNELS.get(line.entry.channel, "")
    match fact:
        case kinds.Reported():
            said = f"{_('reported this')} {way}".strip()
            return "theirs", "", f"{said}{mark(body)}", ""
        case kinds.MessageIn(says="urgent"):
            return "theirs", "soon", _by(_("asks for a raise: it is urgent"), way), ""
        case kinds.MessageIn(says="solved"):
            return "theirs", "calm", _by(_("says it is solved"), way), ""
        case kinds.MessageIn(automatic=automatic):
            said = _("automatic reply") if automatic else _("wrote")
            return "theirs", "", f"{f'{said} {way}'.strip()}{mark(body)}{held_as(fact, prefix)}", ""
        case kinds.MessageOut(automatic=True):
            name = str(body.get("purpose") or "notice").capitalize()
            tone = "broken" if line.delivery == "not delivered" else ""
            said = _("%(notice)s to %(whom)s") % {"notice": name, "whom": _to(body)}
            return "event", tone, f"{said}{_delivery(line)}", ""
        case kinds.MessageOut():
            told = body.get("purpose") == "resolution"
            said = _("told the resolution to %(whom)s") if told else _("wrote to %(whom)s")
            return "ours", "", f"{said % {'whom': _to(body)}}{_delivery(line)}", ""
        case kinds.Call(reporting=reporting):
            if not line.who:
                return "ours", "", _("The support line kept"), ""
            said = _("took the report on the phone") if reporting else _("spoke on the phone")
            return "ours", "", said, ""
        case kinds.Note(held_as=int()):
            said = _("put a report of %(whom)s here, for staff only") % {"whom": sender(body)}
            return "private", "", f"{said}{mark(body)}{held_as(fact, prefix)}", ""
        case kinds.Note():
            return "private", "", _("kept a note, for staff only"), ""
        case kinds.Analysed():
            said = _("verified and analysed, for staff only")
            return "private", "", said, str(body.get("cause") or "")
        case kinds.ColleagueAdded() if line.whom:
            return "event", "", _("Brought in %(person)s") % {"person": line.whom}, ""
        case kinds.ReporterSet() if line.whom:
            return "event", "", _("Found to be %(person)s’s ticket") % {"person": line.whom}, ""
        case kinds.Assigned() if line.whom:
            return "event", "", _("Assigned to %(agent)s") % {"agent": line.whom}, ""
    tone, what = event_words(fact, edition, clock, prefix)
    return "event", tone, what, ""


def _to(body: dict[str, Any]) -> str:
    return str(body.get("to") or _("the portal"))


def _delivery(line: Line) -> str:
    words = DELIVERY.get(line.delivery)
    return f" · {words}" if words else ""
