"""Machines' reports about mail of ours: no tickets, and without our token of no consequence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from troth.domain.customers.actions import stop_writing
from troth.domain.customers.models import Person
from troth.domain.customers.queries import address_of, person_behind
from troth.domain.tickets import tokens
from troth.domain.tickets.actions import delivery
from troth.domain.tickets.braking import stopped
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.participants import takes_part
from troth.domain.tickets.report import Report, Returned


@dataclass(frozen=True, slots=True)
class Aside:
    """A mail that is kept and becomes no entry: the ticket it tells of, if any, and what of it."""

    ticket: Ticket | None
    remark: str
    loop: bool = False


def aside(report: Report, *, at: datetime) -> Aside | None:
    """Return what becomes of a mail that no person wrote to us; None for one to be taken in.

    Our own mail that came back is a loop, and ends here. A report counts only
    with a token that stood in the return path or the envelope id of our own
    message: anybody can write the rest of it.
    """
    if report.own:
        stopped("our own mail", report.email, at)
        return Aside(None, "our own mail came back to us; it is not answered", loop=True)
    if report.returned is not None:
        return _returned(report, report.returned, at)
    if not report.automatic:
        return None
    proven = _proven(report.tokens)
    if proven is None or _takes_part(proven.ticket, report.email):
        return None
    return Aside(proven.ticket, f"a program answered {proven}: {report.subject}"[:500])


@dataclass(frozen=True, slots=True)
class _Message:
    """A message of ours, as a token proves it: that to the reporter, or a copy of it."""

    sending: Sending
    reader: int | None = None  # the colleague whose copy it was

    @property
    def copy(self) -> bool:
        return self.reader is not None

    @property
    def to(self) -> str:
        """Return whom it was mailed to; empty when nobody is known by it now."""
        if self.reader is None:
            return self.sending.to
        person = Person.objects.filter(pk=self.reader).first()
        return address_of(person) if person else ""

    @property
    def ticket(self) -> Ticket:
        return self.sending.ticket

    def __str__(self) -> str:
        name = "the copy for a colleague of" if self.copy else ""
        return f"{name} message {self.sending.position}".strip()


def _returned(report: Report, told: Returned, at: datetime) -> Aside:
    proven = _proven([*report.tokens, *told.tokens])
    why = f": {told.why}" if told.why else ""
    if proven is None:
        ticket = _named(told)
        said = f"{told.kind} report, {told.action or 'unclear'}, of a message of ours{why}"
        return Aside(ticket, f"{said}. It bears no token of ours, so it changed nothing."[:500])
    where = (proven.ticket.pk, proven.sending.position)
    if told.kind == "complaint":
        if proven.to:
            stop_writing(proven.to, why=f"complaint{why}"[:200], at=at)
        said = f"{proven.to or 'somebody who left'} complained of {proven}: we write there no more"
        return Aside(proven.ticket, said[:500])
    said = f"{proven} was {told.action or 'reported on'}{why}"[:500]
    if proven.copy or told.kind != "delivery":
        return Aside(proven.ticket, said)
    if told.action == "failed":
        delivery.bounced(*where, why=told.why or "it was returned", at=at)
    elif told.action:
        delivery.reported(*where, told.action, at=at)
    return Aside(proven.ticket, said)


def _proven(texts: Iterator[str] | list[str] | tuple[str, ...]) -> _Message | None:
    """Return the message of ours that a token proves: from a return path, or an envelope id."""
    for what, whole in tokens.found(texts):
        if what[0] not in "bc" or not tokens.holds(whole):
            continue
        ticket, position, *reader = what[1:].split("-")
        rows = Sending.objects.select_related("ticket")
        sending = rows.filter(ticket=int(ticket), position=int(position)).first()
        if sending is not None:
            return _Message(sending, int(reader[0]) if what[0] == "c" else None)
    return None


def _named(told: Returned) -> Ticket | None:
    """Return the ticket of the message that a report names without proof."""
    if not told.message_id:
        return None
    rows = Sending.objects.select_related("ticket").filter(message_id=told.message_id)
    sending = rows.first()
    return sending.ticket if sending else None


def _takes_part(ticket: Ticket, email: str) -> bool:
    person = person_behind(email)
    return person is not None and takes_part(ticket, person.pk)
