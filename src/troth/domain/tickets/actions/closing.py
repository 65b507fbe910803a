"""Closing: for a reason of the policy, after the resolution reached the customer."""

from datetime import datetime

from django.db import transaction

from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of


@transaction.atomic
def close(
    number: int,
    *,
    reason: str,
    patch: str = "",
    component: str = "",
    seen: int,
    by: User,
    at: datetime,
) -> Ticket:
    """Close a ticket for a reason its policy allows, and tell the customer.

    Raises:
        Refused: the policy has no such reason or it needs more, the resolution
            has not reached the customer, or the ticket is held or closed.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    policy = told.edition.policy
    rules.check_closing(told.standing, policy, reason=reason, patch=patch, component=component)

    fact = rules.closed(policy, reason, patch, component)
    ticket = Ticket.objects.get(pk=number)
    notice = outgoing.letter(number, to=address_of(ticket), purpose="closing notice")
    drafts = [Draft(fact, by=by.by), notice.draft]
    made = commit(told, drafts, at=at, contents=[notice.content])
    outgoing.let_leave(number, at=at)  # what it is closed on goes before the notice of it
    outgoing.ask_for(number, made, notice)
    return ticket
