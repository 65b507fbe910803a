"""Coming, staying, writing and leaving. Each tells other processes where the company changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from troth.domain.presence.models import Look
from troth.domain.presence.rules import FRESH, WRITING

CHANNEL = "troth_presence"


@transaction.atomic
def come(stream: UUID, *, ticket: int, by: int, at: datetime) -> None:
    """Note that an agent has opened a page on a ticket."""
    Look.objects.create(stream=stream, ticket=ticket, agent_id=by, seen_at=at)
    _tell([ticket])


@transaction.atomic
def stay(looks: Sequence[Look], *, at: datetime) -> None:
    """Note that pages are still open, also where the database has forgotten them."""
    for look in looks:
        look.seen_at = at
    Look.objects.bulk_create(
        looks, update_conflicts=True, unique_fields=["stream"], update_fields=["seen_at"]
    )


@transaction.atomic
def write(ticket: int, *, what: str, by: int, at: datetime) -> None:
    """Note that an agent writes a "reply" or a "note" in a ticket's page; "": no longer."""
    looks = Look.objects.filter(ticket=ticket, agent_id=by)
    known = looks.filter(writes=what, wrote_at__gt=at - WRITING)
    others_must_hear = looks.exclude(pk__in=known.values("pk")).exists()
    looks.update(writes=what, wrote_at=at)
    if others_must_hear:
        _tell([ticket])


@transaction.atomic
def leave(streams: Iterable[UUID]) -> None:
    """Note that pages were closed."""
    gone = Look.objects.filter(stream__in=list(streams))
    tickets = set(gone.values_list("ticket", flat=True))
    gone.delete()
    _tell(tickets)


@transaction.atomic
def sweep(*, at: datetime) -> None:
    """Forget pages whose process died without a word."""
    stale = Look.objects.filter(seen_at__lt=at - FRESH)
    tickets = set(stale.values_list("ticket", flat=True))
    if tickets:
        stale.delete()
        _tell(tickets)


def _tell(tickets: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        for ticket in tickets:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(ticket)])
