"""Resolving: a fix or a workaround, told to the customer."""

from datetime import datetime, timedelta
from typing import Literal, cast

from django.db import transaction

from troth.core.facts.kinds import Resolved
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.actions.conversation import published
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of


@transaction.atomic
def resolve(
    number: int,
    *,
    how: str,
    text: str,
    seen: int,
    by: User,
    at: datetime,
    undo: timedelta | None = None,
) -> Ticket:
    """Tell the customer the resolution. It counts once the message does (clause "closing").

    With `undo` it may be taken back for so long, as a reply may.

    Raises:
        Refused: it is neither a fix nor a workaround, it has no text, there is
            no way to tell the customer, or the ticket is held or closed.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if how not in ("fix", "workaround"):
        raise Refused("Say what the resolution is: a fix or a workaround.")
    if not text.strip():
        raise Refused("Write what the customer is told about the resolution.")
    ticket = Ticket.objects.get(pk=number)
    to = address_of(ticket)
    if not to and not published(ticket):
        raise Refused("No address of the customer is known, so the resolution cannot be told.")
    letter = outgoing.letter(
        number,
        to=to,
        purpose="resolution",
        text=text.strip(),
        by=by.by,
        published=published(ticket),
        leaves_at=rules.leaves_at(told.reading.promises, undo, at) if told.reading else None,
    )
    fact = Resolved(cast(Literal["fix", "workaround"], how), told.chain.position + 1)
    drafts = [letter.draft, Draft(fact, by=by.by)]
    made = commit(told, drafts, at=at, contents=[letter.content])
    outgoing.ask_for(number, made, letter)
    return ticket
