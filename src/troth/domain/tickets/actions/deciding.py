"""Deciding what a customer's word on a closed ticket is: the same trouble, or a new one."""

from datetime import datetime
from typing import Any

from django.db import transaction

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import Linked, MessageIn, NewIssued, Reopened, Reported
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import Draft, content, name_of, next_number
from troth.domain.ledger.queries import contents
from troth.domain.promises.actions import commit
from troth.domain.promises.story import Story, new_story, story
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
    told = story(number, seen=seen)
    rules.check_undecided(told.standing)
    words = rules.undecided_messages(told.entries, told.standing)
    ticket = Ticket.objects.get(pk=number)
    notice = outgoing.letter(number, to=address_of(ticket), purpose="decision notice")
    drafts = [Draft(Reopened(words[0].position), by=by.by), notice.draft]
    made = commit(told, drafts, at=at, contents=[notice.content])
    outgoing.ask_for(number, made, notice)
    return ticket


@transaction.atomic
def issue_new(number: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Issue a new ticket for the customer's word, linked to the old one, which stays closed.

    It is counted from when the customer wrote, on the terms in force at opening.

    Raises:
        Refused: no word of the customer waits for a decision, or no policy is published.
    """
    told = story(number, seen=seen)
    rules.check_undecided(told.standing)
    words = rules.undecided_messages(told.entries, told.standing)
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
