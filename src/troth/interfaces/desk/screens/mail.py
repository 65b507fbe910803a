"""How mail stands, in words: what comes in, what goes out, and what wants looking after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report
from troth.interfaces.channels.mail.state import State
from troth.interfaces.ui.times import DeskClock

OUTCOMES: dict[str, str | Lazy] = {
    "waiting": gettext_lazy("waiting to be read"),
    "on a ticket": gettext_lazy("on a ticket"),
    "held": gettext_lazy("held for staff"),
    "duplicate": gettext_lazy("had already"),
    "automatic": gettext_lazy("automatic"),
}
STATES: dict[str, str | Lazy] = {
    "queued": gettext_lazy("on its way"),
    "unknown": gettext_lazy("not known whether it was taken"),
    "not delivered": gettext_lazy("not delivered"),
}
BRAKES: dict[str, str | Lazy] = {
    "receipts to one address": gettext_lazy("No more receipts to"),
    "receipts of the desk": gettext_lazy("No more receipts by"),
    "mails to one ticket": gettext_lazy("Too many mails by one sender on"),
    "our own mail": gettext_lazy("Our own mail came back from"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: when, about what, and why it stands there."""

    at: SafeString
    what: str
    why: str
    ticket: Ticket | None = None
    inbound: int | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox: how far it is read, and when it was last reached."""

    name: str
    upto: int
    reached: SafeString | str
    fault: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the page on mail shows."""

    alarms: tuple[str, ...]
    ways: tuple[str, ...]
    border: str
    boxes: list[Box]
    received: int
    outcomes: list[tuple[str, int]]
    out: list[tuple[str, int]]
    troubled: list[Row]
    held: list[Row]
    lost: list[Row]
    loops: list[Row]
    aside: list[Row]
    stopped: list[tuple[str, str, SafeString]]


def build(state: State, border: str, clock: DeskClock) -> Screen:
    """Put the state of mail into words."""

    def at(instant: datetime) -> SafeString:
        return clock.at(instant).html("data-local")

    return Screen(
        alarms=state.alarms,
        ways=state.ways,
        border=border,
        boxes=[_box(one, clock) for one in state.mailboxes],
        received=state.accounting.received,
        outcomes=[(str(OUTCOMES[key]), n) for key, n in state.accounting.outcomes.items() if n],
        out=[(str(words), state.out.get(key, 0)) for key, words in STATES.items()],
        troubled=[
            Row(at(one.received_at), _tried(one), one.last_error, inbound=one.pk, tone="soon")
            for one in state.troubled
        ],
        held=[
            Row(
                at(one.received_at),
                one.ticket.subject if one.ticket else "",
                state.reasons.get(one.ticket_id or 0, ""),
                one.ticket,
                one.pk,
                "soon",
            )
            for one in state.held
        ],
        lost=[_lost(one, at(one.accepted_at) if one.accepted_at else "") for one in state.lost],
        loops=[
            Row(
                at(one.last_at), f"{BRAKES.get(one.brake, one.brake)} {one.whom}", _often(one.count)
            )
            for one in state.loops
        ],
        aside=_aside(state.aside, clock),
        stopped=[
            (one.value, one.stopped_why, at(one.stopped_at))
            for one in state.stopped
            if one.stopped_at
        ],
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """One mail: what became of it, and how the reader reads it today."""

    number: int
    outcome: str
    ticket: Ticket | None
    remark: str
    facts: list[tuple[str, str]]
    said: list[tuple[str, str]]  # what the reader makes of it; empty until it is asked
    text: str


def reading(inbound: Inbound, report: Report | None, clock: DeskClock) -> Reading:
    """Put one mail into words, and what it reports where it was read again."""
    facts = [
        (_("Received"), clock.at(inbound.received_at).html("data-local")),
        (_("By"), str(inbound.mailbox or inbound.way)),
        (_("Return path"), inbound.sender or _("not known")),
        (_("Sent to"), ", ".join(inbound.recipients) or _("not known")),
        (_("Size"), _("%(n)d bytes") % {"n": inbound.size}),
        (_("Tries"), str(inbound.tries)),
        (_("Last fault"), inbound.last_error),
        (
            _("Original"),
            _("kept no more since %(when)s") % {"when": clock.at(inbound.forgotten_at).words}
            if inbound.forgotten_at
            else "",
        ),
    ]
    return Reading(
        number=inbound.pk,
        outcome=str(OUTCOMES[inbound.outcome]),
        ticket=inbound.ticket,
        remark=inbound.remark,
        facts=[(name, value) for name, value in facts if value],
        said=_said(report) if report else [],
        text=report.text if report else "",
    )


def _said(report: Report) -> list[tuple[str, str]]:
    told = report.returned
    found = [
        (_("From"), f"{report.name} <{report.email}>" if report.email else report.name),
        (_("Sender"), f"{report.trust}: {report.why}"),
        (_("Subject"), report.subject),
        (_("Held"), report.held or ""),
        (_("Automatic"), _("yes") if report.automatic else _("no")),
        (_("Answers"), " ".join(report.references)),
        (_("Report"), f"{told.kind} {told.action} {told.why}" if told else ""),
        (_("Files"), ", ".join(f"{one.name} ({one.media_type})" for one in report.attachments)),
    ]
    return [(name, value) for name, value in found if value]


def _box(box: Mailbox, clock: DeskClock) -> Box:
    reached = clock.at(box.succeeded_at).html("data-local") if box.succeeded_at else _("never yet")
    return Box(box.name, box.uid, reached, box.last_error)


def _lost(sending: Sending, at: SafeString | str) -> Row:
    what = _("%(state)s: to %(whom)s") % {"state": STATES[sending.state], "whom": sending.to}
    tone = "broken" if sending.state == Sending.State.NOT_DELIVERED else "soon"
    return Row(SafeString(at), what, sending.last_error, sending.ticket, tone=tone)


def _aside(rows: Iterable[Inbound], clock: DeskClock) -> list[Row]:
    return [
        Row(clock.at(one.received_at).html("data-local"), one.remark, "", one.ticket, one.pk)
        for one in rows
    ]


def _tried(inbound: Inbound) -> str:
    return _("Mail %(number)d, tried %(tries)d times") % {
        "number": inbound.pk,
        "tries": inbound.tries,
    }


def _often(count: int) -> str:
    return _("stopped %(n)d times") % {"n": count}
