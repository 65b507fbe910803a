"""A ticket's page: its entries with who and what they say, its promises, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.domain.accounts.models import User
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import contents, entries
from troth.domain.promises.story import EDITIONS, Story
from troth.domain.tickets.company import Glance, related
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.participants import addresses_of
from troth.domain.tickets.queries import visible_to, with_people
from troth.domain.tickets.shown import severities_told, shown_to_customer, that_left

_NAMES = (
    "SELECT 'agent:' || id, name FROM accounts_user WHERE id = ANY(%(agent)s) UNION ALL"
    " SELECT 'person:' || id, name FROM customers_person WHERE id = ANY(%(person)s) UNION ALL"
    " SELECT 'team:' || id, name FROM accounts_team WHERE id = ANY(%(team)s)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a page shows it: who by name, and its personal content where it still is."""

    entry: Entry
    content: dict[str, Any] | None
    who: str
    delivery: str  # how an outgoing message fares: "queued", "accepted", "delayed" …; else ""
    whom: str = ""  # the agent it was given to, or the colleague brought in


@dataclass(frozen=True, slots=True)
class TicketPage:
    """All that a ticket's page shows."""

    ticket: Ticket
    lines: list[Line]
    promises: list[Promise]
    standing: Standing
    edition: Edition
    related: list[Glance]
    position: int
    addresses: list[tuple[str, str]] = field(default_factory=list)  # of the reporter, for staff

    def edition_of(self, promise: Promise) -> Edition:
        """Return the edition a promise was made under, which new terms may have left behind."""
        return EDITIONS[promise.edition]


def page(user: User, number: int) -> TicketPage | None:
    """Return a ticket as staff see it; None if there is none that the person may see."""
    ticket = with_people(visible_to(user)).filter(pk=number).first()
    if ticket is None:
        return None
    found = _page(ticket)
    found.related.extend(related(user, ticket))
    found.addresses.extend(addresses_of(ticket))
    return found


def customer_page(ticket: Ticket, *, at: datetime) -> TicketPage:
    """Return a ticket as its customer sees it: no notes, no analysis, nothing among staff.

    A message that was taken back, or may still be, is not there, nor what followed from it.
    """
    found = _page(ticket, at=at)
    gone = taken_back(found.lines)
    gone |= {
        line.entry.position
        for line in found.lines
        if isinstance(line.entry.fact, kinds.Resolved) and line.entry.fact.told_by in gone
    }
    told = severities_told(line.entry for line in found.lines)
    found.lines[:] = [
        line
        for line in found.lines
        if line.entry.position not in gone and shown_to_customer(line.entry, told)
    ]
    return found


_JOINING = (kinds.MergedInto, kinds.MergedFrom, kinds.PromiseCarried, kinds.SplitOff)


def taken_back(lines: Iterable[Line]) -> set[int]:
    """Return the positions of messages taken back before they left, and what was put here amiss."""
    withdrawn, corrected, put_here = set(), set(), set()
    for line in lines:
        fact = line.entry.fact
        if isinstance(fact, kinds.Withdrawn):
            withdrawn.add(fact.message)
        elif isinstance(fact, kinds.Corrected):
            corrected.add(fact.entry)
        elif isinstance(fact, _JOINING) or (
            isinstance(fact, kinds.MessageIn | kinds.Note) and fact.held_as
        ):
            put_here.add(line.entry.position)
    return withdrawn | (corrected & put_here)


def _page(ticket: Ticket, *, at: datetime | None = None) -> TicketPage:
    """Return a ticket's page; with `at` as if nothing were written that has not left by then."""
    known = entries(ticket.pk)
    told = Story(Chain(pk=ticket.pk), known if at is None else that_left(known, at))
    if told.reading is None:
        raise LookupError(f"ticket {ticket} has no entries")
    bodies = contents(ticket.pk)
    names = _names([entry.by for entry in told.entries] + [_whom(one) for one in told.entries])
    rows = Sending.objects.filter(ticket=ticket).values_list("position", "state", "reported")
    states = {
        position: reported if state == Sending.State.ACCEPTED and reported else state
        for position, state, reported in rows
    }
    lines = [
        Line(
            entry,
            bodies.get(_content_of(entry) or ""),
            names.get(entry.by, "the desk"),
            states.get(entry.position, ""),
            names.get(_whom(entry), ""),
        )
        for entry in told.entries
    ]
    return TicketPage(
        ticket,
        lines,
        told.reading.promises,
        told.standing,
        told.edition,
        [],
        told.entries[-1].position,
    )


def _whom(entry: Entry) -> str:
    """Return who was given the ticket or brought in, as the ledger names them; else nothing."""
    fact = entry.fact
    if isinstance(fact, kinds.ColleagueAdded | kinds.ReporterSet):
        return f"person:{fact.person}"
    if not isinstance(fact, kinds.Assigned):
        return ""
    return f"agent:{fact.agent}" if fact.agent else f"team:{fact.team}" if fact.team else ""


def _content_of(entry: Entry) -> str | None:
    fact = entry.fact
    return getattr(fact, "content", None) or getattr(fact, "reason", None)


def _names(whos: Iterable[str]) -> dict[str, str]:
    """Return the names behind "agent:3", "person:17" and "team:2"."""
    ids: dict[str, list[int]] = {"agent": [], "person": [], "team": []}
    for who in set(whos):
        kind, _, pk = who.partition(":")
        if pk:
            ids[kind].append(int(pk))
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, ids)
        return dict(cursor.fetchall())
