"""Splitting: words of a ticket that are about something else get a ticket of their own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import Corrected, Linked, MergedInto, MessageIn, Reported, SplitOff
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of, next_number
from troth.domain.ledger.models import Content
from troth.domain.ledger.queries import contents
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import Story, new_story, story
from troth.domain.refusal import Missing, Refused
from troth.domain.tickets import rules, terms, together
from troth.domain.tickets.actions.pairs import both
from troth.domain.tickets.joined import followed
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import own_ticket


@transaction.atomic
def split(
    number: int, messages: Iterable[int], *, subject: str, seen: int, by: User, at: datetime
) -> Ticket:
    """Make a ticket of words that are about something else; return it. Nobody is written to.

    It has the same reporter and terms, and promises of its own: counted from when
    the customer wrote, or from now where a person of ours has written since. The
    words stay in the old history too.

    Raises:
        Refused: no words are chosen, no subject, or the ticket is held or closed.
    """
    old = own_ticket(by, number)
    if old is None:
        raise Missing(number)
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    words = together.splitting(told.entries, messages)
    subject = " ".join(subject.split())[:200]
    if not subject:
        raise Refused("Give the new ticket a subject of its own.")
    new = next_number()
    since = at if together.answered_since(told.entries, words[-1].position) else words[0].at
    drafts, bodies = _moved(new, old, told, words, subject, since, by)
    positions = tuple(one.position for one in words)
    changes = [
        Change(told, [Draft(SplitOff(new, positions), by=by.by)]),
        Change(new_story(new, since), drafts, bodies),
    ]
    commit_many(changes, at=at)
    return _row(old, new, told, subject, since)


@transaction.atomic
def undo(number: int, *, seen: int, by: User, at: datetime) -> None:
    """Put split words back where they came from; this ticket then goes on there.

    Raises:
        Refused: it was not split from another, or something was sent or decided since.
    """
    from_ = next((one for one, how in _links(number) if how == "split from"), None)
    if from_ is None:
        raise Refused("This ticket was not split from another.")
    told, there = both(number, from_, seen=seen)
    rules.check_open(told.standing)
    off = together.last_of(there.entries, SplitOff, number)
    if off is None:
        raise Refused("These words were put back already.")
    if followed(told.entries, 1):
        raise Refused("Something was sent or decided on this ticket, so it stays one.")
    changes = [
        Change(told, [Draft(MergedInto(from_), by=by.by)]),
        Change(there, [Draft(Corrected(off.position), by=by.by)]),
    ]
    commit_many(sorted(changes, key=lambda one: one.story.number), at=at)


def _links(number: int) -> list[tuple[int, str]]:
    return together.links(story(number).entries)


def _moved(
    number: int,
    old: Ticket,
    told: Story,
    words: list[Entry],
    subject: str,
    since: datetime,
    by: User,
) -> tuple[list[Draft], list[Content]]:
    known = contents(told.number)
    bodies = [content(number, {**_body(known, one), "subject": subject}) for one in words]
    first, now = words[0], told.standing
    reported = Reported(name_of(bodies[0]), _person(first, old), now.severity, now.production)
    drafts = [
        Draft(reported, by=first.by, channel=told.entries[0].channel, at=since),
        Draft(terms.carried_terms(now, now.edition, told.edition), by="desk"),
        Draft(Linked(told.number, "split from"), by=by.by),
    ]
    drafts += [
        Draft(MessageIn(name_of(body), _person(one, old)), by=one.by, channel=one.channel)
        for body, one in zip(bodies[1:], words[1:], strict=True)
    ]
    return drafts, bodies


def _person(entry: Entry, old: Ticket) -> int | None:
    said = entry.fact.person if isinstance(entry.fact, MessageIn) else None
    return said or old.reporter_id


def _body(known: dict[str, Any], entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    body: dict[str, Any] = known.get(fact.content, {}) if isinstance(fact, MessageIn) else {}
    return body


def _row(old: Ticket, number: int, told: Story, subject: str, since: datetime) -> Ticket:
    ticket = Ticket(
        number=number,
        standing_id=number,
        prefix=old.prefix,
        subject=subject,
        reporter_id=old.reporter_id,
        edition_id=told.standing.edition,
        channel=old.channel,
        opened_at=since,
    )
    ticket.save(force_insert=True)
    return ticket
