"""A held report belongs to a ticket there is: staff put it there, and may take it out again."""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from troth.core.facts.kinds import Corrected, HoldEnded, Kind, MessageIn, Note, Reported
from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.customers.queries import person_behind
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.queries import contents, entries, locked
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import Story, story
from troth.domain.refusal import Refused
from troth.domain.tickets.joined import came_from, followed, joined_to
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import takes_part
from troth.domain.tickets.queries import own_ticket

Whose = Literal["sender", "reporter", "staff"]
"""Whose word it is: of whoever it says it is from, of the ticket's reporter, or for staff alone."""


@transaction.atomic
def join(
    number: int,
    *,
    ticket: int,
    whose: Whose,
    across: bool = False,
    seen: int,
    by: User,
    at: datetime,
) -> Ticket:
    """Put a held report on the ticket it belongs to, and end the hold; return that ticket.

    As somebody's word it counts from now: the ticket's people read it, and on a
    closed ticket it waits for a decision. For staff alone it is a note, which
    changes nothing. `across` says that staff know it to come from another
    customer than the ticket's.

    Raises:
        Refused: the report is not held, there is no such ticket or it is held itself,
            whose word it is takes no part in it, or it comes from another customer
            and that was not said.
    """
    target = own_ticket(by, ticket)
    if target is None or ticket == number:
        raise Refused(f"There is no other ticket {ticket} that this could belong to.")
    told, there = _both(number, ticket, seen=seen)
    if not told.standing.held:
        raise Refused("This report is no longer held.")
    if there.standing.held:
        raise Refused(f"{target.ref} waits for staff itself. Decide on that one first.")
    said = _said(told)
    sender = person_behind(str(said.get("email") or ""))
    _check_customer(sender, target, across=across)
    body = content(ticket, said)
    word: Kind = Note(name_of(body), held_as=number)
    writer = by.by
    if whose != "staff":
        person = _person(whose, sender, target)
        word, writer = MessageIn(name_of(body), person.pk, held_as=number), person.by
    changes = [
        Change(told, [Draft(HoldEnded(accepted=False, joined=ticket), by=by.by)]),
        Change(there, [Draft(word, by=writer, channel=told.entries[0].channel)], [body]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)
    return target


@transaction.atomic
def separate(number: int, *, seen: int, by: User, at: datetime) -> None:
    """Take a report out of the ticket it was put on: it is held again, as it was.

    Raises:
        Refused: it is on no ticket, or something was sent or decided there after it.
    """
    found = joined_to(entries(number))
    if found is None:
        raise Refused("This report is on no other ticket.")
    told, there = _both(number, found[0], seen=seen)
    found, word = joined_to(told.entries), came_from(there.entries, number)
    if found is None or word is None:
        raise Refused("This report was taken out of that ticket already.")
    if followed(there.entries, word):
        raise Refused("Something was sent or decided on that ticket after this, so it stays.")
    changes = [
        Change(told, [Draft(Corrected(found[1]), by=by.by)]),
        Change(there, [Draft(Corrected(word), by=by.by)]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)


def _both(number: int, other: int, *, seen: int) -> tuple[Story, Story]:
    """Return the stories of two tickets, which are locked in the order of their numbers."""
    locked([number, other])
    return story(number, seen=seen), story(other)


def _said(told: Story) -> dict[str, Any]:
    fact = told.entries[0].fact
    bodies = contents(told.number)
    body: dict[str, Any] = bodies.get(fact.content, {}) if isinstance(fact, Reported) else {}
    if not body:
        raise Refused("What this report said was erased, so there is nothing to put there.")
    return body


def _check_customer(sender: Person | None, target: Ticket, *, across: bool) -> None:
    if across or sender is None or target.reporter is None or sender.customer is None:
        return
    theirs = target.reporter.customer
    if sender.customer != theirs:
        raise Refused(
            f"This is from somebody of {sender.customer}, and {target.ref} is"
            f" {theirs or 'of somebody else'}’s. Say below that you mean it, or decline it."
        )


def _person(whose: Whose, sender: Person | None, target: Ticket) -> Person:
    if whose == "reporter":
        if target.reporter is None:
            raise Refused(f"Nobody is known as the reporter of {target.ref}.")
        return target.reporter
    if sender is None or not takes_part(target, sender.pk):
        raise Refused(
            f"Whoever wrote this takes no part in {target.ref}. Put it there for staff alone,"
            " or say that it is its reporter's word."
        )
    return sender
