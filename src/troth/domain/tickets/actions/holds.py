"""Held reports: staff accept them as tickets, or decline them."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import HoldEnded
from troth.domain.accounts.models import User
from troth.domain.customers.actions import remember
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import address_of


@transaction.atomic
def accept(
    number: int,
    *,
    name: str,
    email: str,
    subject: str,
    text: str,
    seen: int,
    by: User,
    at: datetime,
) -> Ticket:
    """Accept a held report as a ticket. Its promises count from when it reached us.

    `text` is what staff could read of the report; the original stays beside it.

    Raises:
        Refused: the report is not held, or nobody is named to answer to.
    """
    told = story(number, seen=seen)
    if not told.standing.held:
        raise Refused("This report is no longer held.")
    if "@" not in email:
        raise Refused("Give the address of the person who reported this, so they can be answered.")
    person = remember(email=email, name=name, company="", zone="")
    ticket = Ticket.objects.get(pk=number)
    ticket.reporter = person
    ticket.subject = " ".join(subject.split())[:200] or ticket.subject
    ticket.save(update_fields=["reporter", "subject"])

    contents = [content(number, {"text": text.strip()})] if text.strip() else []
    fact = HoldEnded(
        accepted=True,
        reason=name_of(contents[0]) if contents else None,
        person=person.pk if person else None,
    )
    receipt = outgoing.letter(number, to=address_of(ticket), purpose="receipt")
    drafts = [Draft(fact, by=by.by), receipt.draft]
    made = commit(told, drafts, at=at, contents=[*contents, receipt.content])
    outgoing.ask_for(number, made, receipt)
    return ticket


@transaction.atomic
def decline(number: int, *, reason: str, seen: int, by: User, at: datetime) -> Ticket:
    """Decline a held report, with a reason for the record. It stays stored and readable.

    Raises:
        Refused: the report is not held, or no reason is given.
    """
    told = story(number, seen=seen)
    if not told.standing.held:
        raise Refused("This report is no longer held.")
    if not reason.strip():
        raise Refused("Say why this is not taken on as a ticket.")
    body = content(number, {"text": reason.strip()})
    fact = HoldEnded(accepted=False, reason=name_of(body))
    commit(told, [Draft(fact, by=by.by)], at=at, contents=[body])
    return Ticket.objects.get(pk=number)
