"""Deciding what a customer's word on a closed ticket is: the same trouble, a new one, or none."""

from datetime import datetime
from typing import Any

from django.db import transaction

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import (
    Kind,
    Linked,
    MessageIn,
    NewIssued,
    Reopened,
    Reported,
    Thanked,
    WordMoved,
)
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import Draft, content, name_of, next_number
from troth.domain.ledger.queries import contents, locked
from troth.domain.promises.actions import commit
from troth.domain.promises.story import Story, new_story, story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules, terms
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of


@transaction.atomic
def reopen(number: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Reopen a ticket: its response is promised anew, from when the customer wrote.

    Raises:
        Refused: no word of the customer waits for a decision.
    """
    told, words = _undecided(number, seen)
    return _decide(told, Reopened(words[0].position), by=by, at=at)


@transaction.atomic
def take_as_thanks(number: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Keep the customer's word, which asks for nothing: no clock runs, and they are told so.

    Raises:
        Refused: no word of the customer waits for a decision.
    """
    told, words = _undecided(number, seen)
    return _decide(told, Thanked(words[0].position), by=by, at=at)


@transaction.atomic
def move_to(number: int, other: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Put the customer's word on another ticket of theirs that is open, and tell them.

    Raises:
        Refused: no word of the customer waits for a decision, the other ticket is
            held or closed, or it is another customer's.
    """
    locked([number, other])
    told, words = _undecided(number, seen)
    old = Ticket.objects.select_related("reporter").get(pk=number)
    new = Ticket.objects.select_related("reporter").filter(pk=other).first()
    if new is None or new.pk == old.pk or not _of_one_customer(old, new):
        raise Refused("Choose an open ticket of the same customer.")
    there = story(other)
    rules.check_open(there.standing)
    bodies = contents(number)
    moved = [content(other, _body(bodies, one)) for one in words]
    drafts = []
    for body, one in zip(moved, words, strict=True):
        person = one.fact.person if isinstance(one.fact, MessageIn) else None
        fact = MessageIn(name_of(body), person, from_ticket=number)
        drafts.append(Draft(fact, by=one.by, channel=one.channel))
    commit(there, drafts, at=at, contents=moved)
    return _decide(told, WordMoved(words[0].position, other), by=by, at=at)


def _undecided(number: int, seen: int) -> tuple[Story, list[Entry]]:
    told = story(number, seen=seen)
    rules.check_undecided(told.standing)
    return told, rules.undecided_messages(told.entries, told.standing)


def _decide(told: Story, fact: Kind, *, by: User, at: datetime) -> Ticket:
    """Write down what was decided, and tell the customer."""
    ticket = Ticket.objects.get(pk=told.number)
    notice = outgoing.letter(told.number, to=address_of(ticket), purpose="decision notice")
    drafts = [Draft(fact, by=by.by), notice.draft]
    made = commit(told, drafts, at=at, contents=[notice.content])
    outgoing.ask_for(told.number, made, notice)
    return ticket


def _of_one_customer(one: Ticket, other: Ticket) -> bool:
    if one.reporter is None or other.reporter is None:
        return False
    if one.reporter.customer_id is None:
        return one.reporter_id == other.reporter_id
    return one.reporter.customer_id == other.reporter.customer_id


@transaction.atomic
def issue_new(number: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Issue a new ticket for the customer's word, linked to the old one, which stays closed.

    It is counted from when the customer wrote, on the terms in force at opening.

    Raises:
        Refused: no word of the customer waits for a decision, or no policy is published.
    """
    told, words = _undecided(number, seen)
    old = Ticket.objects.get(pk=number)
    new = _issue(old, told, words, by=by, at=at)
    commit(told, [Draft(NewIssued(words[0].position, new.number), by=by.by)], at=at)
    return new


def _issue(old: Ticket, told: Story, words: list[Entry], *, by: User, at: datetime) -> Ticket:
    edition_id, edition = contracts.current(at)
    number = next_number()
    bodies = contents(old.number)
    said = [_body(bodies, entry) for entry in words]
    moved = [
        content(number, {**body, "subject": body.get("subject") or old.subject}) for body in said
    ]
    reported_at = words[0].at
    drafts = [
        Draft(
            Reported(
                name_of(moved[0]), old.reporter_id, told.standing.severity, told.standing.production
            ),
            by=words[0].by,
            channel=old.channel,
            at=reported_at,
        ),
        Draft(terms.carried_terms(told.standing, edition_id, edition), by="desk"),
        Draft(Linked(old.number, "follows"), by=by.by),
    ]
    drafts += [
        Draft(MessageIn(name_of(body), old.reporter_id), by=entry.by, channel=entry.channel)
        for body, entry in zip(moved[1:], words[1:], strict=True)
    ]
    notice = outgoing.letter(number, to=address_of(old), purpose="decision notice")
    made = commit(
        new_story(number, reported_at),
        [*drafts, notice.draft],
        at=at,
        contents=[*moved, notice.content],
    )
    ticket = Ticket(
        number=number,
        standing_id=number,
        prefix=edition.policy.ticket_prefix,
        subject=old.subject,
        reporter_id=old.reporter_id,
        edition_id=edition_id,
        channel=old.channel,
        opened_at=reported_at,
    )
    ticket.save(force_insert=True)
    outgoing.ask_for(number, made, notice)
    return ticket


def _body(bodies: dict[str, Any], entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    body: dict[str, Any] = bodies.get(fact.content, {}) if isinstance(fact, MessageIn) else {}
    return body
