"""Merging: two tickets of one customer are the same matter. Both keep their histories."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import ColleagueAdded, Corrected, MergedFrom, MergedInto
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import Change, commit_many
from troth.domain.refusal import Refused
from troth.domain.tickets import rules, together
from troth.domain.tickets.actions.pairs import both, pair
from troth.domain.tickets.models import Colleague, Ticket
from troth.domain.tickets.participants import colleagues, takes_part


@transaction.atomic
def merge(number: int, into: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Let a ticket go on in another, which owes what it owed; return that other.

    Whoever took part in it takes part there, and what is written to either
    arrives there. Nobody is written to.

    Raises:
        Refused: they are the same, of different customers, or one is held or closed.
    """
    this, other = pair(number, into, by=by)
    told, there = both(number, into, seen=seen)
    rules.check_open(told.standing)
    rules.check_open(there.standing)
    together.check_awake(told.standing, there.standing)
    here = told.reading.promises if told.reading else []
    theirs = there.reading.promises if there.reading else []
    owed = together.carried(here, theirs, told.standing, ticket=number, at=at)
    drafts = [Draft(fact, by=by.by) for _name, fact in owed]
    drafts += [Draft(ColleagueAdded(one), by=by.by) for one in _newcomers(this, other)]
    drafts.append(Draft(MergedFrom(number), by=by.by))
    ended = MergedInto(into, tuple(name for name, _fact in owed))
    changes = [Change(told, [Draft(ended, by=by.by)]), Change(there, drafts)]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)
    return other


@transaction.atomic
def part(number: int, *, seen: int, by: User, at: datetime) -> None:
    """Take a merged ticket apart from the other: both stand as if it had not been.

    Raises:
        Refused: it is not merged, or something was sent or decided there after it.
    """
    into = Ticket.objects.values_list("standing__merged_into", flat=True).filter(pk=number).first()
    if into is None:
        raise Refused("This ticket is not merged into another.")
    told, there = both(number, into, seen=seen)
    ended = together.last_of(told.entries, MergedInto, into)
    if ended is None:
        raise Refused("These tickets were taken apart already.")
    undone = together.merging_here(there.entries, number)
    changes = [
        Change(told, [Draft(Corrected(ended.position), by=by.by)]),
        Change(there, [Draft(Corrected(one.position), by=by.by) for one in undone]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)


def _newcomers(this: Ticket, other: Ticket) -> list[int]:
    """Let whoever takes part in a ticket take part in the other; return who is new there."""
    people = [one.pk for one in colleagues(this)]
    if this.reporter is not None and this.reporter.left_at is None:
        people.insert(0, this.reporter.pk)
    new = [one for one in dict.fromkeys(people) if not takes_part(other, one)]
    Colleague.objects.bulk_create(
        [Colleague(ticket=other, person_id=one) for one in new], ignore_conflicts=True
    )
    return new
