"""What the urgent room is asked: the rota in force, who is on call, and pages under way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet

from troth.core.urgent.paging import Reach
from troth.core.urgent.paging import Way as WayOf
from troth.core.urgent.parse import parse
from troth.core.urgent.rota import Override as Taken
from troth.core.urgent.rota import Rota, Shift
from troth.core.urgent.shifts import Cover, gaps, next_shift, shift_at, shifts
from troth.domain.accounts.models import User
from troth.domain.contracts.zones import known_zones
from troth.domain.urgent.models import OpenPage, Override, RotaEdition, Way

WARNED_AHEAD = timedelta(days=7)
"""How far ahead a gap in cover is told."""
LONGEST_LOOK = timedelta(days=400)
MOST_RUNG = 10
"""Telephones that ring at once for one caller."""
AGAIN_AFTER_A_FAULT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OnCall:
    """One layer now: who has it until when, and who comes next."""

    layer: str
    name: str
    now: Shift
    next: Shift | None


def latest_edition() -> RotaEdition | None:
    """Return the rota in force as it was published; None on a desk that has none."""
    return RotaEdition.objects.order_by("-id").first()


def rota() -> Rota | None:
    """Return the rota in force; None on a desk that has none."""
    latest = RotaEdition.objects.order_by("-id").values_list("id", "source").first()
    return _read(*latest) if latest else None


@lru_cache(maxsize=4)
def _read(_edition: int, source: str) -> Rota:
    """Read a published rota. Whoever it names was an agent when it was published."""
    return parse(source, zones=known_zones(), agents=None)


def overrides(begins: datetime, ends: datetime) -> list[Taken]:
    """Return the overrides that stand in [begins, ends), by the addresses of who took them."""
    standing = standing_overrides(begins, ends)
    return [Taken(one.layer, one.agent.email, one.begins, one.ends) for one in standing]


def standing_overrides(begins: datetime, ends: datetime) -> QuerySet[Override]:
    """Return the rows of overrides that stand in [begins, ends), with their agents."""
    standing = Override.objects.filter(withdrawn_at=None, begins__lt=ends, ends__gt=begins)
    return standing.select_related("agent").order_by("begins", "id")


def on_call(at: datetime) -> list[OnCall]:
    """Return who is on call in each layer of the rota, in its order; nothing without a rota."""
    current = rota()
    if current is None:
        return []
    taken = overrides(at, at + LONGEST_LOOK)
    return [
        OnCall(one.key, one.name, shift_at(one, at, taken), next_shift(one, at, taken))
        for one in current.layers
    ]


def calendar(begins: datetime, ends: datetime) -> Mapping[str, list[Shift]]:
    """Return the shifts of each layer in [begins, ends), by its key, in the rota's order."""
    current = rota()
    if current is None:
        return {}
    taken = overrides(begins, ends)
    return {one.key: shifts(one, begins, ends, taken) for one in current.layers}


def uncovered(begins: datetime, ends: datetime, needed: Cover) -> list[tuple[datetime, datetime]]:
    """Return when nobody whom a page can reach is on call, though cover is needed.

    Without a rota that is all the time there is cover needed. Who has left, or has no way to be
    reached, covers nothing.
    """
    current = rota()
    taken = overrides(begins, ends)
    people = [*(current.people if current else ()), *(one.person for one in taken)]
    reachable = reach_of(people)
    return gaps(
        current.layers if current else (),
        begins,
        ends,
        overrides=taken,
        needed=needed,
        absent=[one for one in people if one not in reachable],
    )


def reach(current: Rota | None) -> dict[str, Reach]:
    """Return everybody a rota names who can be reached, by the address they sign in with."""
    return reach_of(current.people) if current else {}


def reach_of(addresses: Iterable[str]) -> dict[str, Reach]:
    """Return those of some people who work here and have a way to be reached."""
    found: dict[str, tuple[int, list[WayOf]]] = {}
    agents = User.objects.agents().filter(email__in=list(addresses))
    ways = Way.objects.filter(removed_at=None, agent__in=agents).order_by("after", "id")
    for way in ways.select_related("agent"):
        known = found.setdefault(way.agent.email, (way.agent_id, []))
        known[1].append(WayOf(way.pk, timedelta(minutes=way.after)))
    return {email: Reach(agent, tuple(ways)) for email, (agent, ways) in found.items()}


def ways_of(agent: int) -> QuerySet[Way]:
    """Return the ways an agent is reached in, the first to be tried first."""
    return Way.objects.filter(agent=agent, removed_at=None).order_by("after", "id")


def pages_to_look_at(at: datetime, limit: int) -> list[int]:
    """Return tickets whose page has something to do, or is no longer needed, the earliest first."""
    due = OpenPage.objects.filter(Q(look_at__lte=at) | ~Q(chain__standing__closed_at=None))
    return list(due.order_by("look_at").values_list("chain_id", flat=True)[:limit])


def open_pages() -> QuerySet[OpenPage]:
    """Return every page that nobody has taken yet, the oldest first."""
    return OpenPage.objects.order_by("paged_at", "chain_id")


def open_page(number: int) -> OpenPage | None:
    """Return a ticket's page that nobody has taken yet."""
    return OpenPage.objects.filter(pk=number).first()


def voices_on_duty(at: datetime) -> dict[str, int]:
    """Return the telephone numbers of agents who work and are not away, and whose each is."""
    away = Q(agent__away_until__gt=at)
    return _voices(Way.objects.filter(agent__in=User.objects.agents()).exclude(away))


def voices_on_call(at: datetime) -> dict[str, int]:
    """Return the telephone numbers of whoever is on call, in every layer, and whose each is."""
    people = [one.now.person for one in on_call(at) if one.now.person]
    return _voices(Way.objects.filter(agent__in=User.objects.agents(), agent__email__in=people))


def _voices(ways: QuerySet[Way]) -> dict[str, int]:
    rows = ways.filter(kind=Way.Kind.VOICE, removed_at=None).order_by("after", "id")
    return dict(rows.values_list("to", "agent_id")[:MOST_RUNG])
