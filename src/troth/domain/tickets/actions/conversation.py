"""The conversation: what we write, what they write, what is said on the phone."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import transaction

from troth.core.facts.kinds import Call, Note
from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.queries import locked
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.actions import intake, outgoing
from troth.domain.tickets.mentions import mentioned
from troth.domain.tickets.models import Arrival, Ticket
from troth.domain.tickets.participants import address_of, goes_on
from troth.domain.tickets.report import File, Report

Says = Literal["solved", "urgent"]


def published(ticket: Ticket) -> bool:
    """Say whether a message counts when the portal shows it: for troubles reported there."""
    return ticket.channel == "web"


def mailed(ticket: Ticket) -> bool:
    """Say whether a reply goes out by mail: unless it counts here, and that is enough for them."""
    return not published(ticket) or ticket.reporter is None or ticket.reporter.replies_by_mail


@transaction.atomic
def reply(
    number: int,
    *,
    text: str,
    seen: int,
    by: User,
    at: datetime,
    attachments: tuple[File, ...] = (),
    undo: timedelta | None = None,
) -> Ticket:
    """Write to the customer. Keeps the response or update owed, once it counts as sent.

    With `undo` it may be taken back for so long (`withdrawing`), unless a
    promise falls due meanwhile.

    Raises:
        Refused: no text, or the ticket is held or closed.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    ticket = Ticket.objects.select_related("reporter").get(pk=number)
    letter = outgoing.letter(
        number,
        to=address_of(ticket) if mailed(ticket) else "",
        purpose="reply",
        text=_said(text, "Write the reply first."),
        attachments=attachments,
        by=by.by,
        published=published(ticket),
        leaves_at=rules.leaves_at(told.reading.promises, undo, at) if told.reading else None,
    )
    made = commit(told, [letter.draft], at=at, contents=[letter.content])
    outgoing.ask_for(number, made, letter)
    return ticket


@transaction.atomic
def note(
    number: int,
    *,
    text: str,
    seen: int,
    by: User,
    at: datetime,
    attachments: tuple[File, ...] = (),
) -> Ticket:
    """Write to ourselves. Keeps no promise, whatever the ticket's state; who is called is told."""
    told = story(number, seen=seen)
    said: dict[str, Any] = {"text": _said(text, "Write the note first.")}
    if attachments:
        said["attachments"] = [asdict(one) for one in attachments]
    body = content(number, said)
    fact = Note(name_of(body), mentions=_called(text))
    commit(told, [Draft(fact, by=by.by)], at=at, contents=[body])
    return Ticket.objects.get(pk=number)


@transaction.atomic
def log_call(
    number: int, *, text: str, ended_at: datetime, seen: int, by: User, at: datetime
) -> Ticket:
    """Record a talk on the phone, with the time it ended, which may be a while ago.

    Raises:
        Refused: no text, the ticket is held or closed, or the time lies before
            the report or in the future.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    body = content(number, {"text": _said(text, "Write what was said first.")})
    draft = Draft(Call(name_of(body)), by=by.by, channel="phone", at=ended_at)
    commit(told, [draft], at=at, contents=[body])
    return Ticket.objects.get(pk=number)


@transaction.atomic
def customer_wrote(
    number: int,
    *,
    text: str,
    attachments: tuple[File, ...],
    key: str,
    person_id: int | None,
    at: datetime,
    says: Says | None = None,
) -> int:
    """Append what the customer wrote in the portal; the same `key` twice is one message.

    With `says` they say that it is urgent, or solved, which needs no words. It
    is their word: staff assign severities, resolve and close.

    Raises:
        Refused: neither text nor attachment, or it says what cannot be now.
    """
    number = goes_on(Ticket.objects.select_related("standing").get(pk=number)).pk
    locked([number])  # the second of a double click waits here, and then finds the first
    known = Arrival.objects.filter(key=key).first()
    if known is not None:
        return known.position
    if says is None and not text.strip() and not attachments:
        raise Refused("Write something first, or attach a file.")
    ticket = Ticket.objects.get(pk=number)
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    report = Report(channel="web", key=key, text=text.strip(), attachments=attachments)
    position = intake.hear(ticket, report, person, at=at, says=says)
    Arrival.objects.create(key=key, ticket=ticket, position=position, at=at)
    return position


def _called(text: str) -> tuple[int, ...] | None:
    if "@" not in text:
        return None
    agents = User.objects.agents().values_list("pk", "name")
    return mentioned(text, dict(agents)) or None


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()
