"""Deriving the words of tickets anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import locked


def rebuild(batch: int = 500) -> Iterator[int]:
    """Derive the words of every ticket from the ledger; yield how many are done so far.

    Each batch is a transaction of its own, and holds its tickets against changes meanwhile.
    """
    done = after = 0
    while numbers := _next(after, batch):
        with transaction.atomic(), connection.cursor() as cursor:
            locked(numbers)
            cursor.execute("SELECT search_rebuild(%s)", [numbers])
        after, done = numbers[-1], done + len(numbers)
        yield done


def differences(batch: int = 500) -> Iterator[str]:
    """Derive the words of every ticket and yield, in words, each ticket that has others stored."""
    after = 0
    while numbers := _next(after, batch):
        after = numbers[-1]
        with _taken_back(), connection.cursor() as cursor:
            locked(numbers)
            stored = _stored(numbers)
            cursor.execute("SELECT search_rebuild(%s)", [numbers])
            derived = _stored(numbers)
        for number in numbers:
            if stored.get(number) != derived.get(number):
                yield f"#{number}: is not found by what its contents say"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ticket_id FROM search_ticketwords words WHERE NOT EXISTS"
            " (SELECT 1 FROM ledger_chain WHERE id = words.ticket_id)"
        )
        for (number,) in cursor.fetchall():
            yield f"#{number}: is found by words and is no ticket"


@contextmanager
def _taken_back() -> Iterator[None]:
    """Let nothing stay of what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _next(after: int, batch: int) -> list[int]:
    rows = Chain.objects.filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:batch])


def _stored(numbers: list[int]) -> dict[int, tuple[str, str, int]]:
    """Return the words of tickets, all and those shared with customers, without their places."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ticket_id, strip(words)::text, strip(ts_filter(words, '{a,b,c}'))::text, size"
            " FROM search_ticketwords WHERE ticket_id = ANY(%s)",
            [numbers],
        )
        return {number: (every, shared, size) for number, every, shared, size in cursor.fetchall()}
