"""What was said and done on a ticket, as its customer reads it."""

from dataclasses import dataclass
from typing import Literal

from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.domain.tickets.queries import Line
from troth.domain.tickets.report import File
from troth.interfaces.channels.web.download import files_of
from troth.interfaces.ui.sizes import size_words
from troth.interfaces.ui.times import DeskClock, Moment


@dataclass(frozen=True, slots=True)
class Handed:
    """A file to download."""

    name: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on the page: something somebody wrote, or an event in a line."""

    shape: Literal["theirs", "ours", "event"]
    who: str
    what: str
    text: str
    at: Moment
    files: list[Handed]


def say(line: Line, edition: Edition, clock: DeskClock) -> Said | None:
    """Put an entry into the customer's words; None for what is not theirs to read."""
    fact, body = line.entry.fact, line.content or {}
    at = clock.at(line.entry.at)
    text = str(body.get("text") or "")
    files = [handed(file) for file in files_of(body)]
    match fact:
        case kinds.Reported():
            return Said("theirs", "You", "reported this", text, at, files)
        case kinds.MessageIn():
            return Said("theirs", "You", "wrote", text, at, files)
        case kinds.MessageOut():
            return Said("ours", line.who, edition.policy.vendor, text, at, files)
        case kinds.SeveritySet(severity=key):
            name = edition.policy.severity(key).name
            why = f": {text}" if text else ""
            return Said("event", "", f"Support assigned {name}{why}", "", at, [])
        case kinds.Resolved(how=how):
            words = {"fix": "A fix was sent to you", "workaround": "A workaround was sent to you"}
            return Said("event", "", words[how], "", at, [])
        case kinds.Closed():
            return Said("event", "", closed_words(fact, edition), "", at, [])
        case kinds.Reopened():
            return Said("event", "", "Reopened", "", at, [])
    return None


def closed_words(fact: kinds.Closed, edition: Edition) -> str:
    """Return why a ticket was closed, as the policy names the reason."""
    reason = edition.policy.closing.reasons.get(fact.reason)
    words = reason.name if reason else fact.reason
    more = f" ({fact.patch or fact.component})" if fact.patch or fact.component else ""
    return f"Closed. {words}{more}"


def handed(file: File) -> Handed:
    """Return a file as a page offers it."""
    return Handed(file.name, size_words(file.size), file.digest)
