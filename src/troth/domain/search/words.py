"""What tickets say, as the database is asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from troth.domain.search.rules import Term
from troth.domain.tickets.models import Ticket

_NOT_LEFT = """
SELECT DISTINCT chain_id FROM ledger_entry WHERE kind = 'message_out' AND facts ? 'leaves_at'
AND recorded_at > %s AND (facts->>'leaves_at')::timestamptz > %s
"""
_LONGEST_WAIT = timedelta(days=1)  # far longer than any message waits to leave
_TEXTS = 40  # newest contents of a ticket that an excerpt is chosen from
# A join on where each content stands; automatic words are nobody's.
_SAID = """
SELECT content.chain_id, search_text(content.body), place.shared
FROM unnest(%s::bigint[]) AS asked(number)
CROSS JOIN LATERAL (
    SELECT chain_id, body, digest FROM ledger_content WHERE chain_id = asked.number
    AND NOT search_is_automatic(body)
) AS content
CROSS JOIN LATERAL search_place(content.chain_id, content.digest) AS place
WHERE %s OR (place.shared AND place.stands_at <> ALL (search_not_left(content.chain_id, %s)))
ORDER BY content.chain_id, place.stands_at DESC
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One content's text, and whether only staff read it."""

    text: str
    private: bool


def query(terms: Sequence[Term]) -> tuple[str, list[str | bool]]:
    """Return an SQL expression of what must and must not be said, with its values."""
    parts, values = [], list[str | bool]()
    for term in terms:
        parts.append(f"{'!!' if term.without else ''}search_asked(%s, %s)")
        values += [term.text, term.begun]
    return " && ".join(f"({part})" for part in parts), values


def numbers_saying(terms: Sequence[Term], most: int) -> list[int] | None:
    """Return every ticket that says the terms, from the index; None where they are too many."""
    asked, values = query(terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT search_numbers({asked}, %s)", [*values, most + 1])
        numbers = [row[0] for row in cursor.fetchall()]
    return numbers if len(numbers) <= most else None


def any_of(numbers: Sequence[int]) -> RawSQL:
    """Return the condition of being one of many tickets: one value, however many they are."""
    return RawSQL("tickets_ticket.number = ANY(%s)", [list(numbers)], BooleanField())


def any_saying(terms: Sequence[Term]) -> RawSQL:
    """Return the condition of saying the terms, as the index has it."""
    asked, values = query(terms)
    sql = f"tickets_ticket.number IN (SELECT search_numbers({asked}, NULL))"
    return RawSQL(sql, values, BooleanField())  # noqa: S611 (values are apart)


def saying(terms: Sequence[Term], *, notes: bool, at: datetime) -> RawSQL:
    """Return the condition of saying the terms, looked up ticket by ticket.

    Without `notes`, in what customers read at that instant.
    """
    asked, terms_values = query(terms)
    said, values = ("words", list[Any]()) if notes else _shared(at)
    values += terms_values
    sql = (
        "EXISTS (SELECT 1 FROM search_ticketwords"  # noqa: S608
        f" WHERE ticket_id = tickets_ticket.number AND {said} @@ ({asked}))"
    )
    return RawSQL(sql, values, BooleanField())  # noqa: S611 (values are apart)


def _shared(at: datetime) -> tuple[str, list[Any]]:
    """Return an expression of what customers find a ticket by, with its values."""
    with connection.cursor() as cursor:
        cursor.execute(_NOT_LEFT, [at - _LONGEST_WAIT, at])
        waiting = [row[0] for row in cursor.fetchall()]
    shared = "ts_filter(words, '{a,b,c}')"
    if not waiting:
        return shared, []
    whole = "search_shared_words(ticket_id, words, %s)"  # put together anew, which takes longer
    return f"CASE WHEN ticket_id = ANY(%s) THEN {whole} ELSE {shared} END", [waiting, at]


def said_in(numbers: Sequence[int], *, notes: bool, at: datetime) -> dict[int, list[Said]]:
    """Return what was said in these tickets, newest first.

    Without `notes`, what customers read at that instant.
    """
    found: dict[int, list[Said]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [list(numbers), notes, at])
        for number, text, shared in cursor.fetchall():
            texts = found.setdefault(number, [])
            if text.strip() and len(texts) < _TEXTS:
                texts.append(Said(text, private=not shared))
    return found


def alike(rows: QuerySet[Ticket], terms: Sequence[str], limit: int) -> list[int]:
    """Return tickets whose subject has these words inside others, or nearly, closest first."""
    said = " ".join(terms)
    near = RawSQL("(subject %%> %s OR subject ILIKE %s)", [said, anywhere(said)], BooleanField())
    close = rows.filter(near).annotate(
        close=RawSQL("word_similarity(%s, subject)", [said], FloatField())
    )
    return list(close.order_by("-close", "-number").values_list("number", flat=True)[:limit])


def anywhere(text: str) -> str:
    """Return a LIKE pattern for a text anywhere in another."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
