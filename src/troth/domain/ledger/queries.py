"""Reading the ledger."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from troth.core.facts import wire
from troth.core.facts.entry import Entry as CoreEntry
from troth.domain.ledger import models, rules

# Spelled out because every change of a ticket begins with them: the ORM takes four times as long
# to spell a statement as the database to answer it. Microseconds, because a long ticket's times
# are read several times faster as numbers.
_LOCKED = "SELECT * FROM ledger_chain WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_ENTRIES = (
    "SELECT chain_id, position, (extract(epoch FROM at) * 1000000)::bigint,"
    " (extract(epoch FROM recorded_at) * 1000000)::bigint, by, channel, kind, form, facts"
    " FROM ledger_entry WHERE chain_id = ANY(%s) ORDER BY chain_id, position"
)
_CONTENTS = "SELECT chain_id, digest, body FROM ledger_content WHERE chain_id = ANY(%s)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def locked(numbers: Iterable[int]) -> dict[int, models.Chain]:
    """Hold the rows of these tickets, locked in id order, until the transaction ends."""
    return {chain.pk: chain for chain in models.Chain.objects.raw(_LOCKED, [list(numbers)])}


def locked_free(numbers: Iterable[int]) -> dict[int, models.Chain]:
    """Hold those of these tickets that nobody else holds just now."""
    rows = models.Chain.objects.raw(f"{_LOCKED} SKIP LOCKED", [list(numbers)])
    return {chain.pk: chain for chain in rows}


def entries(number: int) -> list[CoreEntry]:
    """Return the entries of one ticket, by position."""
    return entries_of([number]).get(number, [])


def entries_of(numbers: Sequence[int]) -> dict[int, list[CoreEntry]]:
    """Return the entries of many tickets, each by position."""
    found: dict[int, list[CoreEntry]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [list(numbers)])
        for chain, position, at, recorded_at, by, channel, kind, form, facts in cursor.fetchall():
            fact = wire.read(kind, form, json.loads(facts))
            happened = written = _EPOCH + timedelta(microseconds=at)
            if recorded_at != at:
                written = _EPOCH + timedelta(microseconds=recorded_at)
            found[chain].append(CoreEntry(position, happened, written, by, channel, fact))
    return found


def contents(number: int) -> dict[str, Any]:
    """Return the personal content of one ticket by the hex digest that entries name it by."""
    return contents_of([number]).get(number, {})


def contents_of(numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the personal content of many tickets, each by the digest that entries name it by."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_CONTENTS, [list(numbers)])
        for chain, digest, body in cursor.fetchall():
            found[chain][bytes(digest).hex()] = json.loads(body)
    return found


def faults() -> Iterator[str]:
    """Yield every place where the ledger does not verify, in words: digests, order, anchors."""
    yield from _broken_chains()
    yield from _changed_contents()
    for anchor in models.Anchor.objects.order_by("day"):
        if rules.day_digest(tails_of(anchor.day)) != bytes(anchor.digest):
            yield f"{anchor.day}: the entries of that day are not those that were anchored"


def _broken_chains() -> Iterator[str]:
    before: tuple[int, int, bytes] = (0, 0, rules.FIRST)
    tails = {
        pk: (p, bytes(t)) for pk, p, t in models.Chain.objects.values_list("pk", "position", "tail")
    }
    for row in models.Entry.objects.order_by("chain_id", "position").iterator(chunk_size=2000):
        last = before if before[0] == row.chain_id else (row.chain_id, 0, rules.FIRST)
        if row.position != last[1] + 1 or bytes(row.previous) != last[2]:
            yield f"{row}: does not follow the entry before it"
        digest = rules.entry_digest(
            previous=bytes(row.previous),
            chain=row.chain_id,
            position=row.position,
            kind=row.kind,
            form=row.form,
            at=row.at,
            recorded_at=row.recorded_at,
            by=row.by,
            channel=row.channel,
            facts=row.facts,
        )
        if digest != bytes(row.digest):
            yield f"{row}: was changed after it was written"
        before = (row.chain_id, row.position, bytes(row.digest))
        named = tails.get(row.chain_id)
        if named and named[0] == row.position:
            del tails[row.chain_id]
            if named[1] != bytes(row.digest):
                yield f"{row}: is not the tail its ticket names"
    for number in tails:
        yield f"#{number}: entries are missing at its end"


def _changed_contents() -> Iterator[str]:
    for content in models.Content.objects.iterator(chunk_size=2000):
        if rules.content_digest(bytes(content.salt), content.body) != bytes(content.digest):
            yield f"#{content.chain_id}: a content was changed after it was written"


def tails_of(day: date) -> list[tuple[int, int, bytes]]:
    """Return (ticket, position, digest) of the newest entry each ticket recorded on a UTC day."""
    begin = datetime.combine(day, time(), UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (chain_id) chain_id, position, digest FROM ledger_entry"
            " WHERE recorded_at >= %s AND recorded_at < %s ORDER BY chain_id, position DESC",
            [begin, begin + timedelta(days=1)],
        )
        return [(chain, position, bytes(digest)) for chain, position, digest in cursor.fetchall()]


def files_named() -> Iterator[str]:
    """Yield the digest of every file that a content refers to, originals of mail apart."""
    said = RawSQL("jsonb_path_query(body - 'raw', '$.**.digest') #>> '{}'", [])
    yield from models.Content.objects.values_list(said, flat=True).iterator()


def originals_named() -> Iterator[str]:
    """Yield the digest of every original that a content came from."""
    said = RawSQL("body #>> '{raw,digest}'", [])
    rows = models.Content.objects.filter(body__raw__digest__isnull=False)
    yield from rows.values_list(said, flat=True).iterator()
