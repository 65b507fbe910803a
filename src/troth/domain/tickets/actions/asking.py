"""What is asked, and by when: an error, a question or a wish; and the event it is needed for."""

from datetime import datetime
from typing import cast, get_args

from django.db import transaction

from troth.core.facts.kinds import NeededBySet, RequestKind, RequestKindSet
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules


@transaction.atomic
def set_needed_by(
    number: int, *, needed_at: datetime | None, what: str, seen: int, by: User, at: datetime
) -> None:
    """Say by when the customer needs it, and what for; without a time, that they no longer do.

    Raises:
        Refused: the ticket is held or closed, the time has come already, or none stood there.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if needed_at is not None and needed_at <= at:
        raise Refused("That time has come already. Give one that is to come.")
    if needed_at is None and told.standing.needed_at is None:
        raise Refused("Say by when it is needed.")
    said = [content(number, {"text": what.strip()})] if needed_at and what.strip() else []
    fact = NeededBySet(needed_at, name_of(said[0]) if said else None)
    commit(told, [Draft(fact, by=by.by)], at=at, contents=said)


@transaction.atomic
def set_request(number: int, *, request: str, seen: int, by: User, at: datetime) -> None:
    """Say what is asked: to put an error right, a question answered, or a wish.

    Raises:
        Refused: the ticket is held or closed, or it says so already.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if request not in get_args(RequestKind):
        raise Refused("Choose an error, a question or a wish.")
    if request == told.standing.request:
        raise Refused("That is what this ticket says already.")
    commit(told, [Draft(RequestKindSet(cast(RequestKind, request)), by=by.by)], at=at)
