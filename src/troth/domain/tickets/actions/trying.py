"""Taking messages in hand to be sent, and putting off what could not be sent.

A try is written down before a byte leaves and its end afterwards. A try whose
end was never written down ended with its process, or its line to the database:
the next hop may have the message, and a second copy may follow.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from troth.domain.tickets.models import Sending, Ticket

LEASE = timedelta(seconds=30)
"""For how long whoever took a message in hand has it alone; `hold` makes it longer."""
LONGEST_PAUSE = timedelta(hours=1)

# What a person wrote goes before what the desk writes by itself. The lease of a try that nothing
# was heard of has run out, so the message stands here again, with more begun than attempted.
_TAKE = """
    UPDATE tickets_sending SET next_try_at = %(until)s, begun = begun + 1, attempts = begun,
        unsure = unsure + (begun - attempts),
        state = CASE WHEN begun > attempts THEN 'unknown' ELSE state END
    WHERE id IN (
        SELECT id FROM tickets_sending WHERE next_try_at <= %(now)s
        ORDER BY by_hand DESC, next_try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""


def take(*, limit: int, at: datetime) -> list[Sending]:
    """Take up to `limit` messages in hand that are to be tried by now, people's own first.

    Several may ask at once; none gets what another has. The tickets come with
    them, and who reported those.
    """
    asked = {"now": at, "until": at + LEASE, "limit": limit}
    rows = sorted(Sending.objects.raw(_TAKE, asked), key=lambda row: (not row.by_hand, row.pk))
    if rows:
        numbers = {row.ticket_id for row in rows}
        tickets = Ticket.objects.select_related("reporter").in_bulk(numbers)
        for row in rows:
            row.ticket = tickets[row.ticket_id]
    return rows


def hold(sendings: Collection[Sending], *, at: datetime) -> None:
    """Keep messages in hand that are still being sent."""
    _in_hand(sendings).update(next_try_at=at + LEASE)


def give_back(sendings: Collection[Sending], *, at: datetime) -> None:
    """Let messages be taken by others, of which no byte has left."""
    _in_hand(sendings).update(next_try_at=at, begun=F("begun") - 1)


def put_off(sending: Sending, why: str, *, unsure: bool, at: datetime) -> None:
    """Note why a try failed, so that staff see it, and when to try again: later each time.

    `unsure` says that the next hop may have the message all the same.
    """
    _in_hand([sending]).update(
        state=Sending.State.UNKNOWN if unsure else sending.state,
        attempts=sending.begun,
        unsure=F("unsure") + int(unsure),
        last_error=why[:2000],
        next_try_at=at + pause(sending.attempts),
    )


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries and one: 10, 20, 40 seconds … up to an hour."""
    return min(timedelta(seconds=10 * 2 ** min(tries, 20)), LONGEST_PAUSE)


def _in_hand(sendings: Collection[Sending]) -> QuerySet[Sending]:
    """Return the rows of messages whose fate is open and that nobody else has taken meanwhile."""
    still = Q(pk__in=[])
    for one in sendings:
        still |= Q(pk=one.pk, begun=one.begun)
    return Sending.objects.filter(still, next_try_at__isnull=False)
