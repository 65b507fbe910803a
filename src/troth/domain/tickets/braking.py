"""What the brakes on loops have to know, and what they did."""

from datetime import datetime, timedelta

from django.db import connection

from troth.domain.tickets.brakes import DAY, HOUR, Receipts
from troth.domain.tickets.models import Loop

MONTH = timedelta(days=30)

# Asked for every report. How many went out in all is told by two looks into indexes, not counted.
_LATELY = """
    SELECT
        (SELECT count(*) FROM tickets_acknowledgement WHERE address = %(to)s AND at > %(hour)s),
        (SELECT count(*) FROM tickets_acknowledgement WHERE address = %(to)s AND at > %(day)s),
        COALESCE(
            (SELECT max(id) FROM tickets_acknowledgement)
            - (SELECT id FROM tickets_acknowledgement WHERE at > %(hour)s ORDER BY at LIMIT 1) + 1,
            0
        )
"""
_STOPPED = """
    INSERT INTO tickets_loop (brake, whom, since, last_at, count) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (brake, whom) DO UPDATE SET
        since = CASE WHEN tickets_loop.last_at < %s THEN excluded.since ELSE tickets_loop.since END,
        count = CASE WHEN tickets_loop.last_at < %s THEN 1 ELSE tickets_loop.count + 1 END,
        last_at = excluded.last_at
"""


def lately(address: str, at: datetime) -> Receipts:
    """Return how many receipts went out lately."""
    asked: dict[str, str | datetime] = {
        "to": mailbox_of(address),
        "hour": at - HOUR,
        "day": at - DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LATELY, asked)
        return Receipts(*cursor.fetchone())


def mailbox_of(address: str) -> str:
    """Return an address without what stands after a plus sign: it is the same person's mailbox."""
    name, sign, domain = address.lower().rpartition("@")
    return f"{name.partition('+')[0] or name}{sign}{domain}"


def stopped(brake: str, whom: str, at: datetime) -> None:
    """Note that a brake stopped something: one row for a loop, however long it goes round."""
    with connection.cursor() as cursor:
        cursor.execute(_STOPPED, [brake, whom[:254], at, at, at - DAY, at - DAY])


def loops(limit: int = 50) -> list[Loop]:
    """Return the loops that were stopped, the newest first."""
    return list(Loop.objects.order_by("-last_at")[:limit])


def forget(at: datetime) -> None:
    """Forget receipts that no brake looks at any more, and loops that have long come to rest."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tickets_acknowledgement WHERE at < %s", [at - DAY])
    Loop.objects.filter(last_at__lt=at - MONTH).delete()
