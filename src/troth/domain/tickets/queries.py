"""Every way to a ticket. Pages, API and exports start from `visible_to`; there is no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet

from troth.domain.accounts.models import User
from troth.domain.accounts.queries import teams_of
from troth.domain.customers.models import Person
from troth.domain.promises.models import Standing
from troth.domain.tickets.filter import ANYTHING, Filter
from troth.domain.tickets.matching import TABS, of_filter, of_tab
from troth.domain.tickets.models import Ticket

PAGE = 50
MANY = 501
"""Counts on screens stop here and are shown as "500+"."""
_NO_MORE: Mapping[str, tuple[str, Filter]] = {}


def visible_to(user: User) -> QuerySet[Ticket]:
    """Return the tickets a person may see.

    An agent sees every one; somebody of a customer those of their company, or
    their own where their company is not known to us. What they say their
    company is gives them nothing.
    """
    if sees_every(user):
        return Ticket.objects.all()
    person = user.person if user.is_active else None
    if person is None or person.left_at is not None:
        return Ticket.objects.none()
    if person.customer_id is None:
        return Ticket.objects.filter(reporter=person)
    colleagues = Person.objects.filter(customer=person.customer_id)
    return Ticket.objects.filter(reporter__in=colleagues)


def sees_every(user: User) -> bool:
    """Say whether no ticket is hidden from a person."""
    return user.is_staff


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
    people = ("standing", "standing__assignee", "standing__team", "reporter")
    return list(rows.select_related(*people)[:PAGE])


def counts(
    user: User,
    *,
    now: datetime,
    teams: list[int] | None = None,
    more: Mapping[str, tuple[str, Filter]] = _NO_MORE,
) -> dict[str, int]:
    """Return how many tickets stand under each tab, and under `more`, no further than `MANY`.

    Asked in one statement, each from its own index. `teams` are those the person is in.
    """
    teams = teams_of(user) if teams is None else teams
    lists = {only: (only, ANYTHING) for only in TABS} | dict(more)
    asked: list[str] = []
    values: list[Any] = []
    for only, wanted in lists.values():
        rows = (
            _listed(user, only, wanted, now, teams)
            if wanted
            else _standings(user, only, now, teams)
        )
        try:
            sql, given = rows.values("pk")[:MANY].query.sql_with_params()
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


def _standings(user: User, only: str, now: datetime, teams: list[int]) -> QuerySet[Standing]:
    """Return how the tickets of a tab stand: counted by themselves, without a look at each ticket.

    A ticket has one standing, and a standing one ticket. To join 500 of each takes ten times as
    long as to read an index of one.
    """
    rows = Standing.objects.filter(of_tab(only, user, teams, now, stem=""))
    if not sees_every(user):
        rows = rows.filter(ticket__in=visible_to(user))
    return rows.order_by("queue_at", "pk")


def own_ticket(user: User, number: int) -> Ticket | None:
    """Return a ticket that somebody may see; None if there is none for them."""
    return with_people(visible_to(user)).filter(pk=number).first()


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


def with_people(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return rows.select_related(
        "standing", "standing__assignee", "standing__team", "reporter", "reporter__customer"
    )
