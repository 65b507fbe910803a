"""Finding notices in the ledger, mailing them, reading them, and saying how to be told."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Case, F, When

from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.notices import queries, rules
from troth.domain.notices.models import Bookmark, Memo, Notice, Wishes
from troth.domain.refusal import Refused

KEPT = timedelta(days=120)
MOST = 2_000
"""Entries read at a time."""
_ONE_READER = 7_306_214
# The newest entry is asked for first and the fence made after it: whoever took an entry's number
# before that entry has a transaction number below the fence.
_WHERE = (
    "SELECT pg_try_advisory_xact_lock(%s), coalesce((SELECT max(id) FROM ledger_entry), 0),"
    " pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
)
_FENCE = "SELECT pg_current_xact_id()::text::bigint"


@transaction.atomic
def find(at: datetime) -> int:
    """Read what is new in the ledger and tell whom it concerns; return how many notices that is.

    An entry may be read again, by another worker or after a fall: what was told
    stands under a key of its own, so it is told once. Nobody waits for this:
    no ticket is locked, and reports are taken in as if it were not there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WHERE, [_ONE_READER])
        alone, newest, ended = cursor.fetchone()
    if not alone:
        return 0
    mark = Bookmark.objects.first() or Bookmark(pk=1)
    told = 0
    if mark.seen > mark.upto and ended >= mark.fence:
        told = _tell(queries.news(mark.upto, mark.seen)[0], at)  # what came between meanwhile
        mark.upto = mark.seen
        mark.save()
    if newest <= mark.upto:
        return told
    found, seen = queries.news(mark.upto, newest, MOST)
    told += _tell(found, at)
    if mark.seen <= mark.upto:
        with connection.cursor() as cursor:
            cursor.execute(_FENCE)
            mark.seen, mark.fence = seen, cursor.fetchone()[0]
        mark.save()
    return told


def _tell(found: Sequence[rules.News], at: datetime) -> int:
    if not found:
        return 0
    wishes, desk = queries.wishes(at), queries.desk_zone(at)
    rows = [
        Notice(
            agent_id=one.agent,
            ticket_id=news.ticket,
            position=news.position,
            kind=one.kind,
            by=news.by,
            at=news.at,
            found_at=at,
            digest=one.way == "digest",
            mail_at=rules.mail_at(one.kind, one.way, wishes[one.agent], desk, at),
        )
        for news in found
        for one in rules.told(news, wishes, at)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=MOST)
    return len(rows)


def sweep(at: datetime) -> int:
    """Forget notices that are `KEPT` old, and mails about nothing any more; return how many."""
    gone, _ = Notice.objects.filter(found_at__lt=at - KEPT).delete()
    Memo.objects.filter(made_at__lt=at - KEPT, notices=None).delete()
    return gone


@transaction.atomic
def mail(at: datetime) -> int:
    """Put what is due into mails and ask for each to be sent; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_READER + 1])
        if not cursor.fetchone()[0]:
            return 0
    bundles = rules.bundles(queries.pending(at), at)
    for bundle in bundles:
        memo = Memo.objects.create(
            agent_id=bundle.agent,
            ticket_id=bundle.ticket,
            digest=bundle.digest,
            message_id=f"<{secrets.token_hex(16)}@troth>",
            made_at=at,
        )
        Notice.objects.filter(pk__in=bundle.notices).update(memo=memo)
        outbox.ask("notices.send", memo=memo.pk)
    return len(bundles)


def begin(memo: Memo, *, at: datetime) -> None:
    """Note that a mail is about to be handed over.

    A try before it whose end was never noted ended with its process: the next
    hop may have the mail, and this is a second copy.
    """
    lost = Case(When(begun_at__isnull=False, then=1), default=0)
    Memo.objects.filter(pk=memo.pk).update(unsure=F("unsure") + lost, begun_at=at)


def failed(memo: Memo, *, unsure: bool) -> None:
    """Note that a try came to nothing; `unsure` says that the next hop may have the mail."""
    Memo.objects.filter(pk=memo.pk).update(unsure=F("unsure") + int(unsure), begun_at=None)


def sent(memo: Memo, *, at: datetime) -> None:
    """Note that the next hop has taken a mail."""
    Memo.objects.filter(pk=memo.pk, sent_at=None).update(sent_at=at, begun_at=None)


def read(notice_id: int, *, by: User, at: datetime) -> Notice | None:
    """Mark a notice, and all others on its ticket up to it, as read; None if it is not theirs."""
    notice = Notice.objects.select_related("ticket").filter(pk=notice_id, agent=by).first()
    if notice is not None:
        theirs = Notice.objects.filter(agent=by, ticket=notice.ticket, read_at=None)
        theirs.filter(pk__lte=notice.pk).update(read_at=at)
    return notice


def read_all(upto: int, *, by: User, at: datetime) -> int:
    """Mark every notice up to one as read: what came after the page was shown stays unread."""
    return Notice.objects.filter(agent=by, read_at=None, pk__lte=upto).update(read_at=at)


def wish(
    *,
    by: User,
    ways: Mapping[str, str],
    digest_at: time,
    quiet: tuple[time, time] | None = None,
) -> Wishes:
    """Say how to be told of each kind. What is not said is told as it usually is.

    Raises:
        Refused: no such kind or way, or one that may not be turned off.
    """
    for kind, way in ways.items():
        if kind not in rules.USUAL or way not in rules.WAYS:
            raise Refused("There is no such notice, or no such way to be told.")
        if way == "off" and kind in rules.NEVER_OFF:
            raise Refused("A broken promise of your own cannot go unheard: choose a digest.")
    said = {kind: way for kind, way in ways.items() if way != rules.USUAL[kind]}
    begins, ends = quiet or (None, None)
    row, _ = Wishes.objects.update_or_create(
        agent=by,
        defaults={
            "ways": said,
            "digest_at": digest_at,
            "quiet_from": begins,
            "quiet_until": ends,
        },
    )
    return row
