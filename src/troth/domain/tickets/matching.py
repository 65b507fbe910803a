"""Which tickets a tab and a filter mean, as conditions that indexes answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.tickets.filter import Filter, length

TABS = ("all", "untriaged", "held", "broken", "undecided", "mine", "team")


def of_tab(
    only: str, user: User, teams: Collection[int], now: datetime, stem: str = "standing__"
) -> Q:
    """Return what a tab shows: one of `TABS`, for somebody who is in these teams.

    Of tickets; of standings by themselves where `stem` is nothing.
    """
    tabs: dict[str, dict[str, Any]] = {
        "all": {"in_queue": True},
        "untriaged": {"in_queue": True, "triaged": False, "held": False},
        "held": {"held": True},
        "broken": {"in_queue": True, "queue_at__lt": now},
        "undecided": {"undecided": True},
        "mine": {"in_queue": True, "assignee": user},
        "team": {"in_queue": True, "team__in": list(teams)},
    }
    return Q(**{f"{stem}{name}": value for name, value in tabs[only].items()})


def of_filter(wanted: Filter, user: User, teams: Collection[int], now: datetime) -> Q:
    """Return what a filter asks for: every name of it, any of a name's values."""
    asked = Q()
    if wanted.severity:
        asked &= Q(standing__severity__in=wanted.severity)
    if wanted.channel:
        asked &= Q(standing__channel__in=wanted.channel)
    if wanted.last:
        asked &= Q(standing__last_word_by__in=wanted.last)
    if wanted.customer:
        people = Person.objects.filter(customer__in=wanted.ids("customer"))
        asked &= Q(reporter__in=list(people.values_list("pk", flat=True)))
    if wanted.assignee:
        asked &= _whose("standing__assignee", wanted, "assignee", {"me": [user.pk]})
    if wanted.team:
        asked &= _whose("standing__team", wanted, "team", {"mine": list(teams)})
    if wanted.due:
        asked &= Q(standing__queue_at__lte=now + length(wanted.due[0]))
    if wanted.state:
        asked &= _any(_state(name, now) for name in wanted.state)
    return asked


def _whose(column: str, wanted: Filter, name: str, own: dict[str, list[int]]) -> Q:
    values = getattr(wanted, name)
    ids = {*wanted.ids(name), *(one for word in own if word in values for one in own[word])}
    asked = Q(**{f"{column}__in": sorted(ids)})
    if {"nobody", "none"} & set(values):
        none = Q(**{f"{column}__isnull": True})
        return asked | none if ids else none
    return asked


def _state(name: str, now: datetime) -> Q:
    states: dict[str, dict[str, Any]] = {
        "untriaged": {"standing__triaged": False, "standing__held": False},
        "held": {"standing__held": True},
        "broken": {"standing__queue_at__lt": now},
        "undecided": {"standing__undecided": True},
        "resolved": {"standing__resolved": True},
        "patched": {"standing__patch__gt": ""},
    }
    return Q(**states[name])


def _any(conditions: Any) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found
