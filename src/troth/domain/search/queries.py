"""Finding tickets. What a seeker may not see is neither found, counted nor shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
_FEW = 5_000  # matches up to here are taken from the index
_WINDOW = 800  # of more, those among so many of the newest tickets are tried first


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
    exact = _exact(seeker, asked, now) if before is None else None
    rows = narrowed(seeker.visible, asked.conditions, agent=seeker.agent, now=now)
    numbers, count, counted = _newest(rows, seeker, asked.terms, before, page, now)
    if not numbers and before is None and (terms := _for_subjects(asked)):
        numbers = words.alike(rows, terms, page)
        found = _results(seeker, asked, numbers, now)
        return Found(found, len(found), counted=True, alike=bool(found), exact=exact)
    shown = numbers[:page]
    after = shown[-1] if len(numbers) > page else None
    return Found(_results(seeker, asked, shown, now), count, counted, after=after, exact=exact)


def _exact(seeker: Seeker, asked: Asked, now: datetime) -> Result | None:
    if asked.number is None or not seeker.visible.filter(pk=asked.number).exists():
        return None
    return _results(seeker, asked, [asked.number], now)[0]


def _newest(
    rows: QuerySet[Ticket],
    seeker: Seeker,
    terms: tuple[Term, ...],
    before: int | None,
    page: int,
    now: datetime,
) -> tuple[list[int], int, bool]:
    """Return numbers of a page and one more, and how many there are as far as it is cheap."""
    rows = rows.order_by("-number")
    few = words.numbers_saying(terms, _FEW) if _by_index(seeker, terms) else None
    if few is None and terms:
        numbers = _walk(rows, seeker, terms, before, page, now)
        whole = before is None and len(numbers) <= page
        return numbers, min(len(numbers), page), whole
    if few is not None:
        rows = rows.filter(words.any_of(few))
    found = list(rows.values_list("number", flat=True)[:MANY])
    numbers = [number for number in found if before is None or number < before]
    if len(numbers) <= page and len(found) == MANY:  # a page beyond those that are counted
        numbers = list(_below(rows, before).values_list("number", flat=True)[: page + 1])
    return numbers[: page + 1], min(len(found), MANY - 1), len(found) < MANY


def _by_index(seeker: Seeker, terms: tuple[Term, ...]) -> bool:
    # A customer's tickets are few, and what only notes say must not even be missed in them.
    return seeker.reads_notes and not all(term.without for term in terms)


def _walk(
    rows: QuerySet[Ticket],
    seeker: Seeker,
    terms: tuple[Term, ...],
    before: int | None,
    page: int,
    now: datetime,
) -> list[int]:
    """Return the newest tickets that say the terms: among the newest, or else among all."""
    said = words.saying(terms, notes=seeker.reads_notes, at=now)
    below = _below(rows, before)
    window = below.values("number")[:_WINDOW]
    newest = Ticket.objects.filter(number__in=window).filter(said).order_by("-number")
    found = list(newest.values_list("number", flat=True)[: page + 1])
    if len(found) > page:
        return found
    if _by_index(seeker, terms):
        said = words.any_saying(terms)
    return list(below.filter(said).values_list("number", flat=True)[: page + 1])


def _below(rows: QuerySet[Ticket], before: int | None) -> QuerySet[Ticket]:
    return rows if before is None else rows.filter(number__lt=before)


def _for_subjects(asked: Asked) -> list[str]:
    terms = [term.text for term in asked.terms if not term.without]
    return terms if any(len(text) >= 3 for text in terms) else []


def _results(seeker: Seeker, asked: Asked, numbers: list[int], now: datetime) -> list[Result]:
    rows = seeker.visible.filter(pk__in=numbers).select_related(
        "standing", "standing__assignee", "reporter", "reporter__customer"
    )
    tickets = {ticket.number: ticket for ticket in rows}
    said = words.said_in(numbers, notes=seeker.reads_notes, at=now)
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
