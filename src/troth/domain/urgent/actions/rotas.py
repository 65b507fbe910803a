"""Saying who is on call: a rota for all, an override for a while, and how one is reached."""

from datetime import datetime

from django.db import transaction

from troth.core.urgent.parse import parse
from troth.core.urgent.rota import Rota
from troth.domain.accounts.models import User
from troth.domain.contracts.zones import known_zones
from troth.domain.refusal import Refused
from troth.domain.urgent import queries
from troth.domain.urgent.models import Override, RotaEdition, Way


def read(source: str) -> Rota:
    """Return the rota that a file writes, for the agents there are now.

    Raises:
        PolicyFaults: the file is not a rota this desk can run; every fault is in it.
    """
    agents = User.objects.agents().values_list("email", flat=True)
    return parse(source, zones=known_zones(), agents=set(agents))


@transaction.atomic
def publish(source: str, *, by: str, at: datetime) -> RotaEdition:
    """Put a rota in force; the same as the one in force is left as it is.

    Raises:
        PolicyFaults: see `read`.
    """
    rota = read(source)
    latest = queries.latest_edition()
    if latest is not None and latest.source == source:
        return latest
    return RotaEdition.objects.create(
        name=rota.name, source=source, published_at=at, published_by=by
    )


@transaction.atomic
def take(
    layer: str, *, agent: User, begins: datetime, ends: datetime, by: str, at: datetime
) -> Override:
    """Let an agent have a layer for a while, whoever's turn it is.

    Raises:
        Refused: no rota, no such layer, an end that is not after both its beginning and now, or
            an agent whom no page can reach.
    """
    rota = queries.rota()
    known = rota.layer(layer) if rota else None
    if known is None:
        raise Refused("The rota in force has no such layer.")
    if ends <= begins:
        raise Refused("It must end after it begins.")
    if ends <= at:
        raise Refused("That time is over: nobody can be put on call for the past.")
    if agent.email not in queries.reach_of([agent.email]):
        raise Refused(f"No page can reach {agent.name}: give them a way to be reached first.")
    return Override.objects.create(
        layer=layer, agent=agent, begins=begins, ends=ends, made_at=at, by=by
    )


@transaction.atomic
def give_back(override: int, *, by: str, at: datetime) -> Override:
    """Take an override back: from now on the turns count again.

    Raises:
        Refused: there is no such override, or it is over or was taken back already.
    """
    row = Override.objects.select_for_update().filter(pk=override, withdrawn_at=None).first()
    if row is None or row.ends <= at:
        raise Refused("That is over already, or was given back.")
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return row


@transaction.atomic
def add_way(agent: User, *, kind: str, to: str, after: int, at: datetime) -> Way:
    """Let an agent be reached in one more way. `to` has been read by whoever can reach it.

    Raises:
        Refused: they are reached so already.
    """
    if queries.ways_of(agent.pk).filter(kind=kind, to=to).exists():
        raise Refused("You are reached in this way already.")
    return Way.objects.create(agent=agent, kind=kind, to=to, after=after, added_at=at)


@transaction.atomic
def remove_way(way: int, *, agent: User, at: datetime) -> None:
    """Reach an agent in one way less.

    Raises:
        Refused: it is not theirs, or is gone already.
    """
    if not Way.objects.filter(pk=way, agent=agent, removed_at=None).update(removed_at=at):
        raise Refused("That way is gone already.")
