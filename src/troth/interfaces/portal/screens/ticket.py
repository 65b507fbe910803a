"""A ticket as its reporter reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import target_words
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing, next_owed
from troth.domain.customers.queries import address_of
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.participants import colleagues
from troth.interfaces.channels.mail.wording import urgent_words
from troth.interfaces.portal.screens.lines import Said, say
from troth.interfaces.portal.screens.next import what_next
from troth.interfaces.ui.promises import TO_CUSTOMERS, Told, Tone, tell
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

OWED = {
    "response": gettext_lazy("We answer by"),
    "update": gettext_lazy("You hear from us by"),
    "decision": gettext_lazy("We decide about your message by"),
    "hold decision": gettext_lazy("We look at your report by"),
}
MISSED = {
    "response": gettext_lazy("We promised an answer by"),
    "update": gettext_lazy("We promised you news by"),
    "decision": gettext_lazy("We promised to decide about your message by"),
    "hold decision": gettext_lazy("We promised to look at your report by"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What we owe the customer next, in words, and why by then."""

    words: str | LazyText  # "We answer by"
    due: Moment
    left: Moment
    why: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class CustomerTicket:
    """Everything the customer's page shows, ready to print."""

    ref: str
    subject: str
    state: str  # a sentence
    closed: bool
    opened: Moment
    owed: Owed | None
    promises: list[Told]
    lines: list[Said]
    knows_zone: bool
    next: list[str]  # what happens next, in sentences
    may_say: bool  # that it is solved, or urgent
    asks: str
    urgent: str  # how urgent care is reached now; empty while the office answers
    urgent_counts: bool  # and it is there for this very ticket
    colleagues: list[str]


def build(page: TicketPage, at: datetime, reader: int | None) -> CustomerTicket:
    """Put a ticket into the words of its page, for one of the customer's people."""
    people = colleagues(page.ticket)
    zones = {one.pk: one.zone for one in people}
    if page.ticket.reporter:
        zones[page.ticket.reporter.pk] = page.ticket.reporter.zone
    clock = desk_clock(page.edition, at, zones.get(reader or 0, ""))
    promise = next_owed(page.promises, page.standing)
    now = page.standing
    return CustomerTicket(
        ref=page.ticket.ref,
        subject=page.ticket.subject,
        state=_state(page.standing, page.edition, clock),
        closed=page.standing.closed_at is not None,
        opened=clock.at(page.ticket.opened_at),
        owed=_owed(promise, page.standing, page.edition_of(promise), clock) if promise else None,
        promises=[tell(one, page.edition_of(one), clock, TO_CUSTOMERS) for one in page.promises],
        lines=[said for line in page.lines if (said := say(line, page.edition, clock, reader))],
        knows_zone=clock.reader is not None,
        next=what_next(now, promise, page.edition, clock),
        may_say=not now.held and now.closed_at is None,
        asks=now.asks,
        urgent=urgent_words(_gravest(page.edition), page.edition, at),
        urgent_counts=bool(now.closed_at is None and urgent_words(now.severity, page.edition, at)),
        colleagues=[one.name or address_of(one) for one in people],
    )


def _gravest(edition: Edition) -> str:
    return edition.policy.severities[0].key


def _owed(promise: Promise, now: Standing, edition: Edition, clock: DeskClock) -> Owed:
    told = tell(promise, edition, clock, TO_CUSTOMERS)
    broken = told.tone == "broken"
    rule = target_words(promise.target)
    if promise.what in ("response", "update"):
        name = edition.policy.severity(promise.severity).name
        sure = "" if now.triaged else _unsure(promise.severity, now)
        what = _("an answer") if promise.what == "response" else _("news")
        why = f"{name}{sure}: {what} {rule}."
    else:
        why = _("The policy promises it {rule}.").format(rule=rule)
    return Owed(
        words=(MISSED if broken else OWED)[promise.what],
        due=told.due,
        left=clock.left(promise.due_at),
        why=why,
        tone=told.tone,
    )


def _unsure(severity: str, now: Standing) -> str:
    by_you = severity == now.suggested
    if by_you:
        return _(", as you suggest; support confirms it")
    return _(", until support has looked at it")


def _state(now: Standing, edition: Edition, clock: DeskClock) -> str:
    if now.held:
        return _("Your report has reached us and waits for somebody to look at it.")
    if now.declined:
        return _("We have not taken this on as a ticket.")
    if now.merged_into is not None and now.undecided is None:
        return _("Goes on in another ticket.")
    if now.closed_at is not None:
        closed = _("Closed {at}.").format(at=clock.at(now.closed_at).words)
        return (
            f"{closed} {_('You have written since: staff decide what follows.')}"
            if now.undecided
            else closed
        )
    severity = edition.policy.severity(now.severity).name
    if now.resolved_at is not None:
        return f"{severity}. {_('A resolution has been sent to you.')}"
    if now.triaged:
        return _("Open, {severity}.").format(severity=severity)
    return _("Open. Severity not yet confirmed: {severity}.").format(severity=severity)
