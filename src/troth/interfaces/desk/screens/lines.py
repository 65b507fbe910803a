"""Entries of a ticket as staff read them: what people wrote, and what happened, in a line."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.safestring import SafeString

from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.domain.tickets.queries import Line
from troth.interfaces.channels.web.download import files_of
from troth.interfaces.ui.promises import TO_STAFF
from troth.interfaces.ui.sizes import size_words
from troth.interfaces.ui.times import DeskClock

Shape = Literal["theirs", "ours", "private", "event"]
DELIVERY = {
    "queued": "on its way",
    "accepted": "accepted for delivery",
    "not delivered": "not delivered",
    "unknown": "delivery unknown",
}
CHANNELS = {"mail": "by mail", "web": "in the portal", "phone": "on the phone"}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file to download."""

    name: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry, ready to print."""

    position: int
    shape: Shape
    tone: str  # of an event: "calm", "soon", "broken", or nothing
    who: str
    what: str
    text: str
    at: SafeString
    files: tuple[Handed, ...] = ()
    more: str = ""  # a second passage: what causes it
    fault: str = ""  # a message that did not arrive
    plain: bool = True  # nothing but text


def show(line: Line, edition: Edition, clock: DeskClock, prefix: str) -> Shown:
    """Put an entry into words. Every kind has some, and none is left out."""
    shape, tone, what, more = _words(line, edition, clock, prefix)
    body = line.content or {}
    found = files_of(body, raw=True) if body else []
    files = tuple(Handed(file.name, size_words(file.size), file.digest) for file in found)
    lost = isinstance(line.entry.fact, kinds.MessageOut) and line.delivery == "not delivered"
    return Shown(
        position=line.entry.position,
        shape=shape,
        tone=tone,
        who=_who(line, body),
        what=what,
        text=str(body.get("text") or body.get("confirmed") or ""),
        at=clock.at(line.entry.at).html(),
        files=files,
        more=more,
        fault="This message did not reach the customer." if lost else "",
        plain=not (files or more or lost),
    )


def _who(line: Line, body: dict[str, Any]) -> str:
    """Return a name; a report that is held names only what it says of itself."""
    fact = line.entry.fact
    if isinstance(fact, kinds.Reported | kinds.MessageIn):
        return line.who if fact.person else str(body.get("name") or body.get("email") or "Somebody")
    return "" if line.entry.by == "desk" else line.who


def _words(
    line: Line, edition: Edition, clock: DeskClock, prefix: str
) -> tuple[Shape, str, str, str]:
    """Return shape, tone, words and a second passage."""
    fact, body = line.entry.fact, line.content or {}
    way = CHANNELS.get(line.entry.channel, "")
    match fact:
        case kinds.Reported():
            return "theirs", "", f"reported this {way}".strip(), ""
        case kinds.MessageIn(automatic=automatic):
            return "theirs", "", f"{'automatic reply' if automatic else 'wrote'} {way}".strip(), ""
        case kinds.MessageOut(automatic=True):
            name = str(body.get("purpose") or "notice").capitalize()
            tone = "broken" if line.delivery == "not delivered" else ""
            return "event", tone, f"{name} to {_to(body)}{_delivery(line)}", ""
        case kinds.MessageOut():
            told = "told the resolution to" if body.get("purpose") == "resolution" else "wrote to"
            return "ours", "", f"{told} {_to(body)}{_delivery(line)}", ""
        case kinds.Call(reporting=reporting):
            return (
                "ours",
                "",
                "took the report on the phone" if reporting else "spoke on the phone",
                "",
            )
        case kinds.Note():
            return "private", "", "kept a note, for staff only", ""
        case kinds.Analysed():
            return (
                "private",
                "",
                "verified and analysed, for staff only",
                str(body.get("cause") or ""),
            )
    tone, what = event_words(fact, edition, clock, prefix)
    return "event", tone, what, ""


def event_words(
    fact: kinds.Kind, edition: Edition, clock: DeskClock, prefix: str
) -> tuple[str, str]:
    """Return the tone and the words of an entry that is no message."""
    match fact:
        case kinds.TermsSet():
            return "", f"Counted by {edition.policy.title}, version {edition.policy.version}"
        case kinds.Held(why=why):
            return "soon", f"Held: {why}"
        case kinds.HoldEnded(accepted=accepted):
            return ("calm", "Accepted as a ticket") if accepted else ("", "Declined")
        case kinds.SeveritySet(severity=key):
            return "calm", f"Assigned {edition.policy.severity(key).name}"
        case kinds.MessageAccepted():
            return "", "A message was accepted for delivery"
        case kinds.MessageBounced(why=why):
            return "broken", f"A message came back: {why}"
        case kinds.Resolved(how=how):
            return "calm", f"Resolution: a {how}"
        case kinds.Closed(reason=key, patch=patch, component=component):
            reason = edition.policy.closing.reasons.get(key)
            more = f" ({patch or component})" if patch or component else ""
            return "calm", f"Closed: {reason.name if reason else key}{more}"
        case kinds.Reopened():
            return "soon", "Reopened: the customer's word is about the same trouble"
        case kinds.NewIssued(ticket=number):
            return "calm", f"Stays closed: {prefix}-{number} was made for the customer's word"
        case kinds.Linked(ticket=number):
            return "", f"Follows {prefix}-{number}"
        case kinds.Assigned(agent=agent):
            return "", "Assigned" if agent else "Assigned to nobody"
        case kinds.Corrected(entry=position):
            return "", f"Entry {position} was a mistake and does not count"
        case kinds.PromiseWarned(what=what, due_at=due_at):
            return "soon", f"{TO_STAFF[what]} soon due: {clock.promised(due_at).words}"
        case kinds.PromiseBroken(what=what, due_at=due_at):
            return (
                "broken",
                f"Promise broken: {TO_STAFF[what].lower()} by {clock.promised(due_at).words}",
            )
        case kinds.BreachWithdrawn(what=what, due_at=due_at):
            name = TO_STAFF[what].lower()
            return "calm", f"Not broken after all: {name} by {clock.promised(due_at).words}"
    return "", fact.kind.replace("_", " ")


def _to(body: dict[str, Any]) -> str:
    return str(body.get("to") or "the portal")


def _delivery(line: Line) -> str:
    words = DELIVERY.get(line.delivery)
    return f" · {words}" if words else ""
