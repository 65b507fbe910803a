"""What was said and done on a ticket, as its customer reads it."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise as LazyText
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.domain.tickets.pages import Line
from troth.interfaces.channels.web.download import files_of
from troth.interfaces.channels.web.handed import Handed, handed
from troth.interfaces.channels.web.places import placed
from troth.interfaces.ui.markup import render
from troth.interfaces.ui.times import DeskClock, Moment

SAYS: dict[str, str | LazyText] = {
    "": gettext_lazy("wrote"),
    "solved": gettext_lazy("said it is solved"),
    "urgent": gettext_lazy("said it is urgent, and asked for a raise"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what somebody wrote, with its light formatting, or a picture between two."""

    html: SafeString
    picture: Handed | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on the page: something somebody wrote, or an event in a line."""

    shape: Literal["theirs", "ours", "event"]
    who: str
    what: str | LazyText
    text: list[Piece]
    at: Moment
    files: list[Handed]  # but the pictures that stand in their place in the text


def say(line: Line, edition: Edition, clock: DeskClock, reader: int | None) -> Said | None:
    """Put an entry into the words of one of the customer's people; None for what is not theirs.

    Of our staff a customer learns the given name and nothing else.
    """
    fact, body = line.entry.fact, line.content or {}
    at = clock.told(line.entry.at)
    written = str(body.get("text") or "")
    own = line.entry.by == f"person:{reader}" or getattr(fact, "person", None) is None
    who = _("You") if own else (line.who or _("A colleague"))
    nothing: list[Piece] = []
    files = [handed(file) for file in files_of(body)]
    by_mail = line.entry.channel == "mail" and not isinstance(fact, kinds.MessageOut)
    text = _pieces(written, files if by_mail else [])
    in_place = [one.picture for one in text]
    files = [one for one in files if one not in in_place]
    match fact:
        case kinds.Reported():
            return Said("theirs", who, _("reported this"), text, at, files)
        case kinds.MessageIn(says=says):
            return Said("theirs", who, SAYS[says or ""], text, at, files)
        case kinds.MessageOut():
            return Said("ours", given_name(line.who), edition.policy.vendor, text, at, files)
        case kinds.SeveritySet(severity=key):
            name = edition.policy.severity_name(key)
            why = f": {written}" if written else ""
            what = _("Support assigned {severity}").format(severity=name)
            return Said("event", "", f"{what}{why}", nothing, at, [])
        case kinds.Corrected():
            what = _("The severity before was a mistake and does not count")
            why = f": {written}" if written else ""
            return Said("event", "", f"{what}{why}", nothing, at, [])
        case kinds.NeededBySet(needed_at=needed_at) if needed_at is not None:
            what = _("You need it by {at}").format(at=clock.at(needed_at).words)
            more = f": {written}" if written else ""
            return Said("event", "", f"{what}{more}", nothing, at, [])
        case kinds.WaitingBegan(reason=key, until=until):
            rule = edition.policy.waiting.get(key)
            what = rule.reason if rule else key
            when = f", {_('until')} {clock.at(until).words}" if until else ""
            more = f": {written}" if written else ""
            return Said("event", "", f"{what}{when}{more}", nothing, at, [])
        case kinds.WaitingEnded():
            return Said("event", "", _("We go on: the wait is over"), nothing, at, [])
        case kinds.Reminded():
            return Said("event", "", _("We reminded you of it"), nothing, at, [])
        case kinds.Resolved(how=how):
            words = {
                "fix": _("A fix was sent to you"),
                "workaround": _("A workaround was sent to you"),
            }
            return Said("event", "", words[how], nothing, at, [])
        case kinds.Closed(instead_of=None):
            return Said("event", "", closed_words(fact, edition), nothing, at, [])
        case kinds.Closed():
            what = _("The reason was put right. {closed}")
            said = what.format(closed=closed_words(fact, edition))
            return Said("event", "", said, nothing, at, [])
        case kinds.ClosingUndone(why="returned"):
            what = _("Open again: what we wrote to you came back to us")
            return Said("event", "", what, nothing, at, [])
        case kinds.ClosingUndone():
            what = _("Open again: it was closed by mistake")
            why = f": {written}" if written else ""
            return Said("event", "", f"{what}{why}", nothing, at, [])
        case kinds.Reopened():
            return Said("event", "", _("Reopened"), nothing, at, [])
        case kinds.PatchReleased(version=version):
            what = _("Version {version} is out and puts this right").format(version=version)
            return Said("event", "", what, nothing, at, [])
        case kinds.MergedInto(ticket=number):
            what = _("This goes on in your ticket {number}").format(number=number)
            return Said("event", "", what, nothing, at, [])
        case kinds.MergedFrom(ticket=number):
            what = _("Your ticket {number} goes on here").format(number=number)
            return Said("event", "", what, nothing, at, [])
        case kinds.SplitOff(ticket=number):
            what = _("What you wrote about something else is your ticket {number} now")
            return Said("event", "", what.format(number=number), nothing, at, [])
        case kinds.WordMoved(ticket=number):
            what = _("What you wrote is now with {ticket}, where we go on")
            ref = f"{edition.policy.ticket_prefix}-{number}"
            return Said("event", "", what.format(ticket=ref), nothing, at, [])
        case kinds.Thanked():
            return Said("event", "", _("We read it as thanks: it stays closed"), nothing, at, [])
        case kinds.ColleagueAdded():
            return Said("event", "", _("A colleague was added"), nothing, at, [])
    return None


def _pieces(text: str, files: list[Handed]) -> list[Piece]:
    """Return a text with the pictures it came with where it names them."""
    found = placed(text, tuple(one for one in files if one.is_picture))
    return [Piece(render(one.text), one.picture) for one in found]


def closed_words(fact: kinds.Closed, edition: Edition) -> str:
    """Return why a ticket was closed, as the policy names the reason."""
    words = edition.policy.closing.called(fact.reason)
    more = f" ({fact.patch or fact.component})" if fact.patch or fact.component else ""
    return f"{_('Closed.')} {words}{more}"


def given_name(name: str) -> str:
    """Return what customers call one of our staff: the given name alone."""
    return name.split()[0] if name.split() else _("Support")
