"""Taking in: every report becomes a ticket, or joins the one it belongs to."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, transaction

from troth.core.facts.kinds import MessageIn, Reported
from troth.core.urgent.reached import calls_a_person
from troth.domain.customers.actions import remember
from troth.domain.customers.models import Person
from troth.domain.ledger.actions import Draft, content, name_of, next_number
from troth.domain.ledger.round_trip import RoundTrip
from troth.domain.promises.actions import commit
from troth.domain.promises.story import new_story, story
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.admission import admit
from troth.domain.tickets.belonging import Belongs, belonging
from troth.domain.tickets.brakes import brake_on_receipts, brake_on_ticket
from troth.domain.tickets.braking import lately, mailbox_of, stopped
from troth.domain.tickets.models import Acknowledgement, Arrival, Ticket
from troth.domain.tickets.report import Report
from troth.domain.urgent.actions.paging import raise_page

Says = Literal["solved", "urgent"] | None

# Asked for every report; the ORM takes several times as long to spell it.
_ARRIVED = "SELECT * FROM tickets_arrival WHERE key = %s"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a report: its ticket, its entry, and whether it was new to us."""

    ticket: Ticket
    position: int
    fresh: bool
    opened: bool
    brake: str = ""  # that stopped a receipt, or a word from counting


def take_in(report: Report, *, at: datetime) -> TakenIn:
    """Take in a report: the same arrival twice is one entry, whoever is first.

    A report joins the ticket it belongs to (`belonging`); any other opens one,
    held where nobody can tell whose it is, or its sender is not entitled (`admission`).

    Raises:
        Refused: no policy is published, so nothing could be promised.
    """
    try:
        with transaction.atomic():
            return taken_in(report, at=at)
    except IntegrityError:
        known = _known(report)  # the same arrival, taken in by another process meanwhile
        if known is None:
            raise
        return known


def taken_in(report: Report, *, at: datetime) -> TakenIn:
    """Take in a report as `take_in` does, in the caller's transaction.

    Raises:
        IntegrityError: the same arrival was taken in meanwhile; the transaction is lost.
        Refused: no policy is published, so nothing could be promised.
    """
    return _known(report) or _take_in(report, at)


def _known(report: Report) -> TakenIn | None:
    arrival = next(iter(Arrival.objects.raw(_ARRIVED, [report.key])), None)
    if arrival is None:
        return None
    return TakenIn(arrival.ticket, arrival.position, fresh=False, opened=False)


def _take_in(report: Report, at: datetime) -> TakenIn:
    where = belonging(report)
    if where.ticket is not None:
        person = _newly(report) or where.person
        position, brake = _heard(where.ticket, report, person, at, None)
        _arrival(report, where.ticket, position, at).save(force_insert=True)
        return TakenIn(where.ticket, position, fresh=True, opened=False, brake=brake)
    person = None if where.held or report.held else _newly(report)
    return _open(report, where, person, at)


def _newly(report: Report) -> Person | None:
    return remember(email=report.email, name=report.name, company=report.company, zone=report.zone)


def _open(report: Report, where: Belongs, person: Person | None, at: datetime) -> TakenIn:
    admitted = admit(report, where, person, at=at)
    held, edition = admitted.held, admitted.edition
    reported_at = report.reported_at or at
    number = next_number()
    told = new_story(number, at)
    lacking = () if held else rules.missing(report, edition.policy)
    said = report.content(lacking)
    if where.forwarded is not None:
        said["forwarded"] = dict(zip(("name", "email"), where.forwarded, strict=True))
    body = content(number, said)
    by = person.by if person else "desk"
    suggested = rules.suggestion(report.suggested, edition.policy)
    drafts = [
        Draft(
            Reported(name_of(body), person.pk if person else None, suggested, report.production),
            by=by,
            channel=report.channel,
            at=reported_at,
        ),
        Draft(admitted.terms, by="desk"),
    ]
    letters, brake = [], ""
    if held:
        drafts.append(Draft(held, by="desk"))
    # Who is not entitled is told so; of whom nobody knows who they are, nobody is told anything.
    if report.email and not report.automatic and (held is None or held.lacks):
        brake = _brake(report, at)
        if not brake:
            purpose = "hold notice" if held else "receipt"
            letters.append(outgoing.letter(number, to=report.email, purpose=purpose))
            drafts.append(letters[0].draft)
    made = commit(told, drafts, at=at, contents=[body, *(one.content for one in letters)])
    ticket = Ticket(
        number=number,
        standing_id=number,
        prefix=edition.policy.ticket_prefix,
        subject=rules.title(report),
        reporter=person,
        edition_id=admitted.terms.edition,
        channel=report.channel,
        opened_at=reported_at,
    )
    trip = RoundTrip()
    trip.insert([ticket])
    trip.insert([_arrival(report, ticket, 1, at)])
    if report.channel == "mail":
        trip.insert([Acknowledgement(address=mailbox_of(one.to), at=at) for one in letters])
    outgoing.ask_for(number, made, *letters, trip=trip)
    severity = told.standing.severity
    if not report.automatic and calls_a_person(told.edition, report.channel, severity, reported_at):
        raise_page(told, why="held" if held else "severity", by=by, channel=report.channel, at=at)
    return TakenIn(ticket, 1, fresh=True, opened=True, brake=brake)


def _brake(report: Report, at: datetime) -> str:
    """Return the brake by which a mail gets no receipt, and note that it did its work."""
    if report.channel != "mail":
        return ""
    brake = brake_on_receipts(lately(report.email, at))
    if brake:
        stopped(brake, report.email if "one" in brake else "the desk", at)
    return brake


def hear(
    ticket: Ticket,
    report: Report,
    person: Person | None,
    *,
    at: datetime,
    says: Says = None,
) -> int:
    """Append the customer's word to a ticket; return its position.

    On a closed ticket it waits for staff to decide (clause "reopening").

    Raises:
        Refused: it says that it is urgent or solved, of a ticket that is closed or held.
    """
    position, _ = _heard(ticket, report, person, at, says)
    return position


def _heard(
    ticket: Ticket, report: Report, person: Person | None, at: datetime, says: Says
) -> tuple[int, str]:
    """Append a word; return its position, and the brake by which it counts as automatic."""
    told = story(ticket.number)
    by = person.by if person else "desk"
    brake = ""
    if report.channel == "mail" and not report.automatic:
        brake = brake_on_ticket(told.entries, by, at)
    if brake:
        stopped(brake, ticket.ref, at)
        report = replace(report, automatic=True)
    if says is not None:
        rules.check_may_say(told.standing)
    body = content(ticket.number, report.content(()))
    fact = MessageIn(
        name_of(body), person.pk if person else None, automatic=report.automatic, says=says
    )
    draft = Draft(fact, by=by, channel=report.channel)
    made = commit(told, [draft], at=at, contents=[body])
    return next(one.position for one in made if isinstance(one.fact, MessageIn)), brake


def _arrival(report: Report, ticket: Ticket, position: int, at: datetime) -> Arrival:
    return Arrival(
        key=report.key,
        ticket=ticket,
        position=position,
        message_id=report.message_id,
        raw=report.raw.digest if report.raw else "",
        at=at,
    )
