"""Narrowing tickets down by how they stand and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from troth.domain.accounts.models import User
from troth.domain.search.rules import Condition, Due
from troth.domain.search.words import anywhere
from troth.domain.tickets.models import Ticket

_OF_CUSTOMER = (
    "SELECT person.id FROM customers_person person"
    " LEFT JOIN customers_customer customer ON customer.id = person.customer_id"
    " WHERE person.company ILIKE %s OR customer.name ILIKE %s"
)
_OF_PERSON = (
    "SELECT id FROM customers_person WHERE name ILIKE %s"
    " UNION SELECT person_id FROM customers_address WHERE value ILIKE %s"
)


def narrowed(
    rows: QuerySet[Ticket],
    conditions: Sequence[Condition | Due],
    *,
    agent: User | None,
    now: datetime,
) -> QuerySet[Ticket]:
    """Return those tickets that meet every condition."""
    for one in conditions:
        met = _due(one, now) if isinstance(one, Due) else _met(one, agent, now)
        rows = rows.exclude(met) if one.without else rows.filter(met)
    return rows


def _due(one: Due, now: datetime) -> Q:
    until = now + one.within
    when = Q(standing__queue_at__gt=until) if one.later else Q(standing__queue_at__lte=until)
    return when & Q(standing__in_queue=True, standing__next_due_at__isnull=False)


def _met(one: Condition, agent: User | None, now: datetime) -> Q:
    if one.name == "is":
        return _stands(one.value, agent, now)
    if one.name == "severity":
        return Q(standing__severity=one.value)
    if one.name == "assignee":
        return _assigned(one.value, agent)
    like = anywhere(one.value)
    people = _OF_CUSTOMER if one.name == "customer" else _OF_PERSON
    return Q(reporter_id__in=RawSQL(people, [like, like]))  # noqa: S611 (values are apart)


def _assigned(value: str, agent: User | None) -> Q:
    if value.lower() == "me":
        return Q(standing__assignee=agent) if agent else Q(pk__in=[])
    if value.lower() == "nobody":
        return Q(standing__assignee=None)
    return Q(standing__assignee__name__icontains=value)


def _stands(value: str, agent: User | None, now: datetime) -> Q:
    working = Q(standing__in_queue=True)
    return {
        "open": Q(standing__closed_at=None),
        "closed": Q(standing__closed_at__isnull=False),
        "broken": working & Q(standing__queue_at__lt=now),
        "held": Q(standing__held=True),
        "untriaged": working & Q(standing__triaged=False, standing__held=False),
        "undecided": Q(standing__undecided=True),
        "resolved": Q(standing__resolved=True),
        "patched": Q(standing__patch__gt=""),
        "mine": working & _assigned("me", agent),
        "waiting-on-us": working & Q(standing__last_word_by="customer"),
        "waiting-on-customer": working & Q(standing__last_word_by="us"),
    }[value]
