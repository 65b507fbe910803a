"""Accepting mail, and settling what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.tickets.actions import intake, returning
from troth.domain.tickets.actions.intake import TakenIn
from troth.domain.tickets.actions.returning import Aside
from troth.domain.tickets.report import Report

LEASE = timedelta(seconds=45)
"""For how long one reader has a mail to itself: longer than reading may take."""
LONGEST_PAUSE = timedelta(minutes=10)

# Asked for every mail, in one statement: the index holds what waits and nothing else.
_LEASE = """
    UPDATE mailroom_inbound SET tries = tries + 1, next_try_at = %(until)s
    WHERE id IN (
        SELECT id FROM mailroom_inbound WHERE outcome = 'waiting' AND next_try_at <= %(now)s
        ORDER BY next_try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""


@dataclass(frozen=True, slots=True)
class Coming:
    """A mail whose bytes are in the store, about to be accepted."""

    digest: str
    size: int
    way: str
    sender: str = ""
    recipients: tuple[str, ...] = ()


def accept(coming: Sequence[Coming], *, at: datetime) -> list[Inbound]:
    """Commit to mails whose bytes are safe: after this nothing but an outcome ends their waiting.

    One statement and one commit, however many there are.
    """
    return Inbound.objects.bulk_create([_row(one, at) for one in coming])


@transaction.atomic
def accept_from(
    mailbox: Mailbox, *, uidvalidity: int, uid: int, coming: Coming | None, at: datetime
) -> Inbound | None:
    """Accept a message of a mailbox and move its cursor past it, both or neither.

    `coming` is None for a message that has gone from the mailbox meanwhile.
    """
    Mailbox.objects.filter(pk=mailbox.pk).update(uidvalidity=uidvalidity, uid=uid, succeeded_at=at)
    if coming is None:
        return None
    row = _row(coming, at)
    row.mailbox = mailbox
    row.save(force_insert=True)
    return row


def lease(*, limit: int, at: datetime) -> list[Inbound]:
    """Take up to `limit` waiting mails, the longest waiting first, for the time of `LEASE`.

    Several readers may ask at once; none gets what another has.
    """
    asked = {"now": at, "until": at + LEASE, "limit": limit}
    rows = Inbound.objects.raw(_LEASE, asked)
    return sorted(rows, key=lambda row: row.pk)


def settle(inbound: Inbound, report: Report, *, at: datetime) -> TakenIn | Aside:
    """Take a mail's report into a ticket and say what became of the mail, both or neither.

    What a machine reports of our own mail is set aside, with what it meant.

    Raises:
        Refused: no policy is published, so nothing could be promised; it goes on waiting.
    """
    try:
        return _settle(inbound, report, at)
    except IntegrityError:  # the same arrival came by another process meanwhile: now it is known
        return _settle(inbound, report, at)


@transaction.atomic
def _settle(inbound: Inbound, report: Report, at: datetime) -> TakenIn | Aside:
    beside = returning.aside(report, at=at)
    if beside is not None:
        Inbound.objects.filter(pk=inbound.pk, outcome=Inbound.Outcome.WAITING).update(
            outcome=Inbound.Outcome.AUTOMATIC,
            ticket=beside.ticket,
            remark=beside.remark,
            settled_at=at,
            last_error="",
        )
        return beside
    taken = intake.taken_in(report, at=at)
    Inbound.objects.filter(pk=inbound.pk, outcome=Inbound.Outcome.WAITING).update(
        outcome=_outcome(taken, report),
        ticket=taken.ticket,
        position=taken.position,
        settled_at=at,
        last_error="",
    )
    return taken


def put_off(inbound: Inbound, why: str, *, at: datetime) -> None:
    """Note why a mail could not be settled, and when to try again: later each time."""
    pause = min(timedelta(seconds=2 ** min(inbound.tries, 20)), LONGEST_PAUSE)
    Inbound.objects.filter(pk=inbound.pk, outcome=Inbound.Outcome.WAITING).update(
        next_try_at=at + pause, last_error=why[:2000]
    )


def give_back(inbounds: Sequence[Inbound], *, at: datetime) -> None:
    """End the lease of mails that were not looked at, as when the reader stops."""
    Inbound.objects.filter(
        pk__in=[one.pk for one in inbounds], outcome=Inbound.Outcome.WAITING
    ).update(next_try_at=at, tries=F("tries") - 1)


def forget_old(*, before: datetime, at: datetime, limit: int = 1_000) -> int:
    """Forget the originals of mail that ended before an instant; return of how many.

    A mail that waits for staff is not among them.
    """
    ended = Inbound.objects.filter(settled_at__lt=before, forgotten_at=None)
    ended = ended.exclude(outcome=Inbound.Outcome.WAITING).exclude(ticket__standing__held=True)
    return forget(ended.order_by("settled_at").values_list("pk", flat=True)[:limit], at=at)


def forget(mails: Iterable[int], *, at: datetime) -> int:
    """Forget the originals of some mails, and who sent them to whom; return of how many.

    What they said stays on their tickets, as far as that is kept. The bytes go
    with the next sweep of the store. What still waits to be read stays.
    """
    kept = Inbound.objects.filter(pk__in=list(mails), forgotten_at=None)
    return kept.exclude(outcome=Inbound.Outcome.WAITING).update(
        forgotten_at=at, sender="", recipients=[], remark="", last_error=""
    )


def _outcome(taken: TakenIn, report: Report) -> Inbound.Outcome:
    if not taken.fresh:
        return Inbound.Outcome.DUPLICATE
    if report.automatic:
        return Inbound.Outcome.AUTOMATIC
    return Inbound.Outcome.HELD if taken.opened and report.held else Inbound.Outcome.ON_TICKET


def _row(coming: Coming, at: datetime) -> Inbound:
    return Inbound(
        digest=coming.digest,
        size=coming.size,
        way=coming.way,
        sender=coming.sender[:1000],
        recipients=list(coming.recipients),
        received_at=at,
        next_try_at=at,
    )
