"""Writing to the ledger."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from troth.core.facts import wire
from troth.core.facts.entry import Entry as CoreEntry
from troth.core.facts.entry import is_announcement
from troth.core.facts.kinds import MAY_BE_LATE, Kind
from troth.domain.ledger import models, queries, rules
from troth.domain.ledger.round_trip import RoundTrip
from troth.domain.refusal import Refused


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact about to be written down. Without `at` it happened when it is recorded."""

    fact: Kind
    by: str
    channel: str = "desk"
    at: datetime | None = None


def next_number() -> int:
    """Take the next ticket number. One taken in a transaction that fails is never used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('ledger_chain', 'id'))")
        return int(cursor.fetchone()[0])


def begin(number: int, at: datetime) -> models.Chain:
    """Return a new chain, not yet stored: `write` stores it with its first entries."""
    return models.Chain(pk=number, position=0, tail=rules.FIRST, at=at)


def place(
    chain: models.Chain, drafts: Sequence[Draft], *, recorded_at: datetime, since: datetime
) -> tuple[list[CoreEntry], list[models.Entry]]:
    """Give facts their place at the end of a chain, which must be locked or new.

    Only what may be recorded late keeps an earlier `at`, and never one before
    `since`, the report; anything else happened no earlier than what stands
    before it, even if two machines' clocks differ a little.

    Raises:
        Refused: a fact dated in the future, or before the report.
    """
    made: list[CoreEntry] = []
    rows: list[models.Entry] = []
    recorded_at = max(recorded_at, chain.at)
    for draft in drafts:
        at = recorded_at if draft.at is None else draft.at
        entry = CoreEntry(chain.position + 1, at, recorded_at, draft.by, draft.channel, draft.fact)
        if not is_announcement(entry):
            _check_dated(draft.fact, at, recorded_at=recorded_at, since=since)
            chain.at = max(chain.at, at)
        rows.append(_row(chain, entry))
        made.append(entry)
    return made, rows


def _check_dated(fact: Kind, at: datetime, *, recorded_at: datetime, since: datetime) -> None:
    if at > recorded_at:
        raise Refused("That lies in the future. Give the time it happened.")
    if at < recorded_at and not isinstance(fact, MAY_BE_LATE):
        raise Refused("Only calls and deliveries can be recorded with an earlier time.")
    if at < since:
        raise Refused("That was before the trouble was reported. Give a later time.")


def _row(chain: models.Chain, entry: CoreEntry) -> models.Entry:
    facts = wire.write(entry.fact)
    previous = bytes(chain.tail)
    fields: dict[str, Any] = {
        "position": entry.position,
        "kind": entry.fact.kind,
        "form": wire.VERSION,
        "at": entry.at,
        "recorded_at": entry.recorded_at,
        "by": entry.by,
        "channel": entry.channel,
        "facts": facts,
    }
    digest = rules.entry_digest(previous=previous, chain=chain.pk, **fields)
    chain.position, chain.tail = entry.position, digest
    return models.Entry(chain_id=chain.pk, previous=previous, digest=digest, **fields)


def write(
    trip: RoundTrip,
    chains: Sequence[models.Chain],
    rows: Sequence[models.Entry],
    contents: Sequence[models.Content],
) -> None:
    """Write what `place` made, for one ticket or many; the chains must be locked or new."""
    trip.insert([chain for chain in chains if chain._state.adding])
    trip.write([chain for chain in chains if not chain._state.adding], "id")
    trip.insert(rows)
    trip.insert(contents)


def content(number: int, body: dict[str, Any]) -> models.Content:
    """Return personal content of a ticket, named and not yet stored. The name is `name_of`."""
    salt = secrets.token_bytes(16)
    return models.Content(
        digest=rules.content_digest(salt, body), chain_id=number, salt=salt, body=body
    )


def name_of(content: models.Content) -> str:
    """Return the hex digest by which a fact refers to this content."""
    return bytes(content.digest).hex()


@transaction.atomic
def anchor(at: datetime) -> list[models.Anchor]:
    """Anchor every finished UTC day that has entries and no anchor yet.

    A day is finished ten minutes after its end, when no transaction that
    stamped its entries can still be under way. Returns the new anchors, oldest first.
    """
    finished = (at - timedelta(minutes=10)).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT (recorded_at AT TIME ZONE 'UTC')::date AS day FROM ledger_entry"
            " WHERE recorded_at >= coalesce((SELECT max(day) + 1 FROM ledger_anchor), '-infinity')"
            " AND (recorded_at AT TIME ZONE 'UTC')::date < %s ORDER BY day",
            [finished],
        )
        days = [row[0] for row in cursor.fetchall()]
    made = []
    for day in days:
        tails = queries.tails_of(day)
        made.append(
            models.Anchor(day=day, chains=len(tails), digest=rules.day_digest(tails), made_at=at)
        )
    return models.Anchor.objects.bulk_create(made)
