"""Triage: staff assign the severity, and say where the trouble is."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Corrected, ProductionSet, SeveritySet
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of


@transaction.atomic
def triage(number: int, *, severity: str, reason: str, seen: int, by: User, at: datetime) -> Ticket:
    """Assign a severity, at first or anew, and tell the customer.

    Raises:
        Refused: the ticket is held or closed, the policy has no such severity,
            it is assigned already, or it differs and no reason is given.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    rules.check_severity(severity, reason, told.standing, told.edition.policy)

    ticket = Ticket.objects.get(pk=number)
    contents = [content(number, {"text": reason.strip()})] if reason.strip() else []
    fact = SeveritySet(severity, name_of(contents[0]) if contents else None)
    notice = outgoing.letter(number, to=address_of(ticket), purpose="triage notice")
    drafts = [Draft(fact, by=by.by), notice.draft]
    made = commit(told, drafts, at=at, contents=[*contents, notice.content])
    outgoing.ask_for(number, made, notice)
    return ticket


@transaction.atomic
def take_back(number: int, *, reason: str, seen: int, by: User, at: datetime) -> Ticket:
    """Undo a severity that was assigned by mistake: what stood before it stands again.

    Raises:
        Refused: the ticket is held or closed, nobody has assigned a severity, or
            no reason is given.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    position = rules.misassigned(told.entries, reason)

    ticket = Ticket.objects.get(pk=number)
    because = content(number, {"text": reason.strip()})
    notice = outgoing.letter(number, to=address_of(ticket), purpose="correction notice")
    drafts = [Draft(Corrected(position, name_of(because)), by=by.by), notice.draft]
    made = commit(told, drafts, at=at, contents=[because, notice.content])
    outgoing.ask_for(number, made, notice)
    return ticket


@transaction.atomic
def locate(number: int, *, production: bool, seen: int, by: User, at: datetime) -> None:
    """Say whether the trouble is on a production system, which may cap its severity.

    Raises:
        Refused: the ticket is held or closed, or says so already.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    rules.check_production(production, told.standing)
    commit(told, [Draft(ProductionSet(production), by=by.by)], at=at)
