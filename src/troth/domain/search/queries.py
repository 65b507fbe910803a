"""Finding tickets. What a seeker may not see is neither found, counted nor shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.search import words
from troth.domain.search.conditions import narrowed
from troth.domain.search.excerpts import Piece, excerpt, pieces, weight
from troth.domain.search.rules import Asked, Term
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to

PAGE = 25
MANY = 501
"""Counts on screens stop here and are shown as "500+"."""
_FEW = 5_000  # matches up to here are taken from the index; of more, the newest are walked through


@dataclass(frozen=True, slots=True)
class Seeker:
    """Whoever searches: the tickets they may see, and whether they may read what staff note."""

    visible: QuerySet[Ticket]
    reads_notes: bool
    agent: User | None = None


def agent(user: User) -> Seeker:
    """Return an agent as a seeker."""
    return Seeker(visible_to(user), reads_notes=True, agent=user)


@dataclass(frozen=True, slots=True)
class Result:
    """A ticket that was found, with what to show of it."""

    ticket: Ticket
    subject: list[Piece]
    excerpt: list[Piece]
    private: bool  # the excerpt is from a note


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, newest ticket first, and how many there are as far as was counted."""

    results: list[Result]
    count: int
    counted: bool  # else there are more than `count`
    alike: bool = False  # nothing says it, but some subjects come close
    after: int | None = None  # the last number, where more follow
    exact: Result | None = None  # the ticket whose number is all that was typed


def search(
    seeker: Seeker, asked: Asked, *, now: datetime, before: int | None = None, page: int = PAGE
) -> Found:
    """Return the newest tickets that are what was asked for, below the number `before`."""
    if asked.is_empty:
        return Found([], 0, counted=True)
    exact = _exact(seeker, asked) if before is None else None
    rows = narrowed(seeker.visible, asked.conditions, agent=seeker.agent, now=now)
    few = _few(seeker, asked)
    if few is not None:
        rows = rows.filter(pk__in=few)
    elif asked.terms:
        rows = _saying(rows, seeker, asked.terms)
    numbers, count, counted = _newest(rows, before, page, few=few is not None)
    if not numbers and before is None and (terms := _for_subjects(asked)):
        rows = narrowed(seeker.visible, asked.conditions, agent=seeker.agent, now=now)
        numbers = words.alike(rows, terms, page)
        if numbers:
            found = _results(seeker, asked, numbers)
            return Found(found, len(found), counted=True, alike=True, exact=exact)
    shown = numbers[:page]
    after = shown[-1] if len(numbers) > page else None
    return Found(_results(seeker, asked, shown), count, counted, after=after, exact=exact)


def _exact(seeker: Seeker, asked: Asked) -> Result | None:
    if asked.number is None or not seeker.visible.filter(pk=asked.number).exists():
        return None
    return _results(seeker, asked, [asked.number])[0]


def _few(seeker: Seeker, asked: Asked) -> list[int] | None:
    """Return every ticket that says the terms, from the index; None where they are too many."""
    if not seeker.reads_notes or all(term.without for term in asked.terms):
        return None  # a customer's tickets are few, and notes must not even be missed in them
    query, values = words.query(asked.terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT search_numbers({query}, %s)", [*values, _FEW + 1])
        numbers = [row[0] for row in cursor.fetchall()]
    return numbers if len(numbers) <= _FEW else None


def _saying(rows: QuerySet[Ticket], seeker: Seeker, terms: tuple[Term, ...]) -> QuerySet[Ticket]:
    query, values = words.query(terms)
    said = "words" if seeker.reads_notes else "ts_filter(words, '{a,b,c}')"
    sql = f"SELECT 1 FROM search_ticketwords WHERE ticket_id = number AND {said} @@ ({query})"  # noqa: S608
    return rows.filter(RawSQL(f"EXISTS ({sql})", values, BooleanField()))  # noqa: S611


def _newest(
    rows: QuerySet[Ticket], before: int | None, page: int, *, few: bool
) -> tuple[list[int], int, bool]:
    """Return numbers of a page and one more, and how many there are as far as it is cheap."""
    newest = rows.order_by("-number").values_list("number", flat=True)
    below = newest.filter(number__lt=before) if before is not None else newest
    numbers = list(below[: page + 1])
    if before is None and len(numbers) <= page:
        return numbers, len(numbers), True
    if few:
        count = newest[:MANY].count()
        return numbers, min(count, MANY - 1), count < MANY
    return numbers, page, False


def _for_subjects(asked: Asked) -> list[str]:
    terms = [term.text for term in asked.terms if not term.without]
    return terms if any(len(text) >= 3 for text in terms) else []


def _results(seeker: Seeker, asked: Asked, numbers: list[int]) -> list[Result]:
    rows = seeker.visible.filter(pk__in=numbers).select_related(
        "standing", "standing__assignee", "reporter", "reporter__customer"
    )
    tickets = {ticket.number: ticket for ticket in rows}
    said = words.said_in(numbers, notes=seeker.reads_notes)
    results = []
    for number in numbers:
        ticket = tickets[number]
        texts = said.get(number, [])
        best = max(texts, key=lambda one: weight(one.text, asked.terms), default=None)
        results.append(
            Result(
                ticket,
                pieces(ticket.subject, asked.terms),
                excerpt(best.text, asked.terms) if best else [],
                private=best.private if best else False,
            )
        )
    return results


def customers_named(seeker: Seeker, text: str, limit: int = 6) -> list[str]:
    """Return companies with this text in their name, of those whose tickets the seeker may see."""
    theirs = Exists(seeker.visible.filter(reporter=OuterRef("pk")))
    like = RawSQL("company ILIKE %s", [words.anywhere(text)], BooleanField())
    named = Person.objects.filter(like).filter(theirs).order_by("company")
    return list(named.values_list("company", flat=True).distinct()[:limit])
