"""Finding what falls due: by an index, in batches, under each ticket's lock."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, transaction

from troth.domain.ledger.queries import locked_free
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.models import Standing
from troth.domain.promises.story import stories

log = logging.getLogger("troth.watch")

UNWELL = (OperationalError, InterfaceError)
"""The database is away or busy: no ticket's fault. What a constraint refuses is a ticket's."""


def settle_due(at: datetime, limit: int = 500) -> int:
    """Settle up to `limit` tickets whose next instant has come, the earliest first.

    Returns how many were dealt with; 0 means that nothing is due, or that
    another watch holds what is. A ticket that cannot be settled is set aside
    with an alarm in the log and on its row, so that it never heads the next batch.
    """
    due = Standing.objects.filter(next_act_at__lte=at, set_aside_at=None)
    numbers = list(due.order_by("next_act_at").values_list("chain_id", flat=True)[:limit])
    if not numbers:
        return 0
    try:
        return _settle(numbers, at)
    except UNWELL:
        raise
    except Exception:
        log.exception("a batch of %d tickets did not settle; trying one by one", len(numbers))
        return sum(_settle_alone(number, at) for number in numbers)


@transaction.atomic
def _settle(numbers: list[int], at: datetime) -> int:
    told = stories(locked_free(numbers).values())
    commit_many([Change(story) for story in told], at=at)
    return len(told)


def _settle_alone(number: int, at: datetime) -> int:
    try:
        return _settle([number], at)
    except UNWELL:
        raise
    except Exception as error:
        log.exception("ALARM ticket %d cannot be settled and is set aside", number)
        set_aside(number, error, at)
        return 1


def set_aside(number: int, error: Exception, at: datetime) -> None:
    """Leave a ticket out of the watch's batches from now on, with why, for somebody to see."""
    Standing.objects.filter(pk=number).update(
        set_aside_at=at, set_aside_why=f"{type(error).__name__}: {error}"
    )


def beat(name: str) -> None:
    """Say that a watch makes progress, by the database's own clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO promises_watchbeat (name, beaten_at) VALUES (%s, clock_timestamp())"
            " ON CONFLICT (name) DO UPDATE SET beaten_at = excluded.beaten_at",
            [name],
        )
