"""Linking two tickets of one customer: each says how it stands to the other."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Linked, Unlinked
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import Change, commit_many
from troth.domain.refusal import Refused
from troth.domain.tickets import together
from troth.domain.tickets.actions.pairs import both, pair
from troth.domain.tickets.models import Ticket


@transaction.atomic
def link(number: int, other: int, *, how: str, seen: int, by: User, at: datetime) -> Ticket:
    """Link a ticket to another; return the other. No promise changes, and nobody is written to.

    Raises:
        Refused: in no way there is, they are linked so already, or of different customers.
    """
    way = together.check_how(how)
    _this, that = pair(number, other, by=by)
    told, there = both(number, other, seen=seen)
    if (other, way) in together.links(told.entries):
        raise Refused(f"That is what is said of {that.ref} already.")
    changes = [
        Change(told, [Draft(Linked(other, way), by=by.by)]),
        Change(there, [Draft(Linked(number, together.CONVERSE[way]), by=by.by)]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)
    return that


@transaction.atomic
def unlink(number: int, other: int, *, how: str, seen: int, by: User, at: datetime) -> None:
    """Take a link back, on both tickets.

    Raises:
        Refused: they are not linked so.
    """
    way = together.check_how(how)
    told, there = both(number, other, seen=seen)
    if (other, way) not in together.links(told.entries):
        raise Refused("These tickets are not linked so.")
    changes = [
        Change(told, [Draft(Unlinked(other, way), by=by.by)]),
        Change(there, [Draft(Unlinked(number, together.CONVERSE[way]), by=by.by)]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)
