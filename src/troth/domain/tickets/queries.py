"""Every way to a ticket. Pages, API and exports start from `visible_to`; there is no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.domain.accounts.models import Team, User
from troth.domain.accounts.queries import teams_of
from troth.domain.customers.models import Address, Person
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import contents, entries
from troth.domain.promises.story import EDITIONS, Story
from troth.domain.tickets.filter import ANYTHING, Filter
from troth.domain.tickets.matching import TABS, of_filter, of_tab
from troth.domain.tickets.models import Colleague, Sending, Ticket
from troth.domain.tickets.shown import severities_told, shown_to_customer, that_left
from troth.domain.tickets.stand_ins import stands_in

PAGE = 50
MANY = 501
"""Counts on screens stop here and are shown as "500+"."""
_NO_MORE: Mapping[str, tuple[str, Filter]] = {}
_PAGE_OF = signing.Signer(salt="troth.ticket-page")


def visible_to(user: User) -> QuerySet[Ticket]:
    """Return the tickets a person may see.

    An agent sees every one; somebody of a customer those of their company, or
    their own where their company is not known to us. What they say their
    company is gives them nothing.
    """
    if user.is_agent:
        return Ticket.objects.all()
    person = user.person if user.is_active else None
    if person is None or person.left_at is not None:
        return Ticket.objects.none()
    if person.customer_id is None:
        return Ticket.objects.filter(reporter=person)
    colleagues = Person.objects.filter(customer=person.customer_id)
    return Ticket.objects.filter(reporter__in=colleagues)


def queue(
    user: User,
    *,
    now: datetime,
    only: str = "all",
    wanted: Filter = ANYTHING,
    after: tuple[datetime, int] | None = None,
) -> list[Ticket]:
    """Return a page of tickets in the order their next promise falls due, what is broken first.

    `only` is one of `TABS`; `after` is the (queue_at, number) of the last row seen.
    """
    rows = _listed(user, only, wanted, now)
    if after is not None:
        at, number = after
        rows = rows.filter(standing__queue_at__gte=at).exclude(
            Q(standing__queue_at=at, standing__chain__lte=number)
        )
    return list(_with_people(rows)[:PAGE])


def counts(
    user: User, *, now: datetime, more: Mapping[str, tuple[str, Filter]] = _NO_MORE
) -> dict[str, int]:
    """Return how many tickets stand under each tab, and under `more`, no further than `MANY`.

    Asked in one statement, each from its own index.
    """
    teams = teams_of(user)
    lists = {only: (only, ANYTHING) for only in TABS} | dict(more)
    asked: list[str] = []
    values: list[Any] = []
    for only, wanted in lists.values():
        rows = _listed(user, only, wanted, now, teams).values("pk")[:MANY]
        try:
            sql, given = rows.query.sql_with_params()
        except EmptyResultSet:  # nothing can be under it, such as the teams of somebody in none
            asked.append("0")
            continue
        asked.append(f"(SELECT count(*) FROM ({sql}) AS listed)")  # noqa: S608 - our own query
        values += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(asked), values)
        return dict(zip(lists, cursor.fetchone(), strict=True))


def count(user: User, *, now: datetime, only: str = "all", wanted: Filter = ANYTHING) -> int:
    """Return how many tickets a list has, all of them counted."""
    return _listed(user, only, wanted, now).count()


def numbers(
    user: User, *, now: datetime, only: str = "all", wanted: Filter = ANYTHING, most: int
) -> list[int]:
    """Return the first `most` tickets of a list by their numbers."""
    return list(_listed(user, only, wanted, now).values_list("pk", flat=True)[:most])


def load(user: User) -> dict[int, int]:
    """Return how many open tickets each agent has who has any."""
    rows = visible_to(user).filter(standing__in_queue=True, standing__assignee__isnull=False)
    found = rows.order_by().values_list("standing__assignee").annotate(Count("pk"))
    return dict(found)


def _listed(
    user: User, only: str, wanted: Filter, now: datetime, teams: list[int] | None = None
) -> QuerySet[Ticket]:
    # In the queue's order, so that its own index is read and not every ticket that ever closed.
    if teams is None:
        teams = teams_of(user) if only == "team" or "mine" in wanted.team else []
    rows = visible_to(user).filter(
        of_tab(only, user, teams, now), of_filter(wanted, user, teams, now)
    )
    return rows.order_by("standing__queue_at", "standing__chain")


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
    related: list[Ticket]
    position: int
    addresses: list[tuple[str, str]] = field(default_factory=list)  # of the reporter, for staff

    def edition_of(self, promise: Promise) -> Edition:
        """Return the edition a promise was made under, which new terms may have left behind."""
        return EDITIONS[promise.edition]


def page(user: User, number: int) -> TicketPage | None:
    """Return a ticket as staff see it; None if there is none that the person may see."""
    ticket = _with_people(visible_to(user)).filter(pk=number).first()
    if ticket is None:
        return None
    found = _page(ticket)
    found.related.extend(related(user, ticket))
    found.addresses.extend(addresses_of(ticket))
    return found


def related(user: User, ticket: Ticket, limit: int = 20) -> list[Ticket]:
    """Return other tickets of the same customer, or else of the same person, newest first."""
    if ticket.reporter is None:
        return []
    same = Q(reporter=ticket.reporter_id)
    if ticket.reporter.customer_id:
        same |= Q(reporter__customer=ticket.reporter.customer_id)
    others = visible_to(user).filter(same).exclude(pk=ticket.pk).select_related("standing")
    return list(others.order_by("-number")[:limit])


def takes_part(ticket: Ticket, person_id: int | None) -> bool:
    """Say whether somebody reported a ticket, or is a colleague who was brought in.

    Whoever left their customer takes part no longer; somebody there stands in for them.
    """
    if person_id is None:
        return ticket.reporter_id is None
    reporter = ticket.reporter
    if reporter is not None and reporter.pk == person_id:
        return reporter.left_at is None
    if any(one.pk == person_id for one in colleagues(ticket)):
        return True
    heir = stands_in(ticket)
    return heir is not None and heir.pk == person_id


def colleagues(ticket: Ticket) -> list[Person]:
    """Return who was brought in and belongs to the reporter's customer still, by name."""
    if ticket.reporter_id is None:
        return []
    people = Person.objects.filter(
        pk__in=Colleague.objects.filter(ticket=ticket).values("person"),
        customer__in=Person.objects.filter(pk=ticket.reporter_id).values("customer"),
        left_at=None,
    )
    return list(people.order_by("name", "pk"))


def token_for(ticket: Ticket, person_id: int | None = None) -> str:
    """Return the signed word by which the reporter, or a colleague, reaches the ticket's page."""
    who = person_id or ticket.reporter_id or 0
    return _PAGE_OF.sign(f"{ticket.number}.{who}").replace(":", "~")


def by_token(token: str) -> tuple[Ticket, int | None] | None:
    """Return the ticket and the person a token names; None if nobody was given it.

    A colleague's ends once they belong to another customer, and anybody's once
    they may no longer sign in.
    """
    try:
        number, who = _PAGE_OF.unsign(token.replace("~", ":")).split(".")
    except signing.BadSignature:
        return None
    person_id = int(who) or None
    ticket = _with_people(Ticket.objects.filter(pk=int(number))).first()
    if ticket is None or not takes_part(ticket, person_id):
        return None
    if person_id and User.objects.filter(person=person_id, is_active=False).exists():
        return None
    return ticket, person_id


def own_ticket(user: User, number: int) -> Ticket | None:
    """Return a ticket that somebody may see; None if there is none for them."""
    return _with_people(visible_to(user)).filter(pk=number).first()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a customer's tickets, and the number to go on after; None on the last page."""

    tickets: list[Ticket]
    after: int | None


def customers_rows(user: User, only: str) -> QuerySet[Ticket]:
    """Return the tickets somebody may see that are open, closed, mine (reported by them) or all."""
    rows = visible_to(user)
    if only == "mine":
        return rows.filter(reporter=user.person)
    if only in ("open", "closed"):
        return rows.filter(standing__in_queue=only == "open")
    return rows


def customers_tickets(user: User, *, only: str = "open", after: int | None = None) -> Listed:
    """Return a page of the tickets somebody may see, newest first, below the number `after`."""
    rows = customers_rows(user, only)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("standing", "reporter").order_by("-number")[: PAGE + 1])
    return Listed(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def customer_page(ticket: Ticket, *, at: datetime) -> TicketPage:
    """Return a ticket as its customer sees it: no notes, no analysis, nothing among staff.

    A message that was taken back, or may still be, is not there, nor what followed from it.
    """
    found = _page(ticket, at=at)
    gone = taken_back(found.lines)
    told = severities_told(line.entry for line in found.lines)
    found.lines[:] = [
        line
        for line in found.lines
        if line.entry.position not in gone and shown_to_customer(line.entry, told)
    ]
    return found


def taken_back(lines: Iterable[Line]) -> set[int]:
    """Return the positions of messages that were withdrawn before they left."""
    facts = (line.entry.fact for line in lines)
    return {fact.message for fact in facts if isinstance(fact, kinds.Withdrawn)}


def _with_people(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return rows.select_related(
        "standing", "standing__assignee", "standing__team", "reporter", "reporter__customer"
    )


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
    if isinstance(fact, kinds.ColleagueAdded):
        return f"person:{fact.person}"
    if not isinstance(fact, kinds.Assigned):
        return ""
    return f"agent:{fact.agent}" if fact.agent else f"team:{fact.team}" if fact.team else ""


def _content_of(entry: Entry) -> str | None:
    fact = entry.fact
    return getattr(fact, "content", None) or getattr(fact, "reason", None)


def _names(whos: Iterable[str]) -> dict[str, str]:
    """Return the names behind "agent:3", "person:17" and "team:2"."""
    ids: dict[str, set[int]] = {"agent": set(), "person": set(), "team": set()}
    for who in set(whos):
        kind, _, pk = who.partition(":")
        if pk:
            ids[kind].add(int(pk))
    names = {f"agent:{pk}": name for pk, name in _name_rows(User, ids["agent"])}
    names |= {f"person:{pk}": name for pk, name in _name_rows(Person, ids["person"])}
    names |= {f"team:{pk}": name for pk, name in _name_rows(Team, ids["team"])}
    return names


def _name_rows(
    model: type[User] | type[Person] | type[Team], ids: set[int]
) -> list[tuple[int, str]]:
    if not ids:
        return []
    return list(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))


def addresses_of(ticket: Ticket) -> list[tuple[str, str]]:
    """Return how the reporter is reached, or who stands in for them: mail first, oldest first."""
    reporter = ticket.reporter
    if reporter is None:
        return []
    whom = stands_in(ticket) if reporter.left_at is not None else reporter
    if whom is None:
        return []
    known = Address.objects.filter(person=whom).order_by("kind", "pk")
    return list(known.values_list("kind", "value"))


def address_of(ticket: Ticket) -> str:
    """Return the mail address the reporter is written to; empty when none is known."""
    return next((value for kind, value in addresses_of(ticket) if kind == "mail"), "")
