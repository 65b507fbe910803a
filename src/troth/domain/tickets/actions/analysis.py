"""Verification and analysis: what was confirmed, and what causes it."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Analysed
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.models import Ticket


@transaction.atomic
def record(number: int, *, confirmed: str, cause: str, seen: int, by: User, at: datetime) -> Ticket:
    """Record that a trouble was verified and analysed (clause "verification and analysis").

    Raises:
        Refused: it does not say what was confirmed, or the ticket is held or closed.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if not confirmed.strip():
        raise Refused("Say what was confirmed: what happens, and where.")
    body = content(number, {"confirmed": confirmed.strip(), "cause": cause.strip()})
    commit(told, [Draft(Analysed(name_of(body)), by=by.by)], at=at, contents=[body])
    return Ticket.objects.get(pk=number)
