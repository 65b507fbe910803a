"""Assigning: whose ticket it is."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Assigned
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket


@transaction.atomic
def assign(number: int, *, agent_id: int | None, seen: int, by: User, at: datetime) -> Ticket:
    """Give a ticket to an agent, or to nobody with None.

    Raises:
        Refused: no such agent works here.
    """
    told = story(number, seen=seen)
    if agent_id is not None and not User.objects.filter(pk=agent_id, is_active=True).exists():
        raise Refused("Nobody by that name works here any more. Choose somebody else.")
    if told.standing.assignee != agent_id:
        commit(told, [Draft(Assigned(agent_id), by=by.by)], at=at)
    return Ticket.objects.get(pk=number)
