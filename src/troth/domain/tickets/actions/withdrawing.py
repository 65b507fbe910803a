"""Taking a message back before it has left."""

from datetime import datetime
from typing import Any

from django.db import transaction

from troth.core.facts.kinds import Corrected, MessageOut, Resolved, Withdrawn
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import contents
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.models import Sending


@transaction.atomic
def withdraw(number: int, position: int, *, by: User, at: datetime) -> dict[str, Any]:
    """Take back one's own message, as if it had never been written; return its content.

    Where it told a resolution, nothing was resolved. The row by which it would be
    sent goes in the same transaction, and only while nobody has begun to send it,
    so it is never both sent and taken back.

    Raises:
        Refused: it has left, was taken back before, or is not this agent's.
    """
    told = story(number)
    rules.check_withdrawal(told.entries, position, by=by.by, at=at)
    sending = Sending.objects.filter(ticket_id=number, position=position)
    if not sending.filter(begun=0).delete()[0] and sending.exists():
        raise Refused("It has left already. Write another message to put it right.")
    drafts = [Draft(Withdrawn(position), by=by.by)]
    for one in told.entries:
        if isinstance(one.fact, Resolved) and one.fact.told_by == position:
            drafts.append(Draft(Corrected(one.position), by=by.by))
    commit(told, drafts, at=at)
    fact = next(one.fact for one in told.entries if one.position == position)
    body: dict[str, Any] = contents(number)[fact.content] if isinstance(fact, MessageOut) else {}
    return body
