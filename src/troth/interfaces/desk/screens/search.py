"""Search results: the row of each ticket with where it says what was sought."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.core.policy.edition import Edition
from troth.domain.accounts.models import User
from troth.domain.search.excerpts import Piece
from troth.domain.search.queries import Found, Result, agent, search
from troth.domain.search.rules import Asked, Trouble, suggestions, understand
from troth.interfaces.desk.screens import queue
from troth.interfaces.ui.times import desk_clock


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the ticket's row, and pieces of its texts."""

    row: queue.Row
    subject: list[Piece]
    excerpt: list[Piece]
    private: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to go on: words for it, and its address."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Screen:
    """All that the search page shows."""

    asked: Asked
    exact: Hit | None
    hits: list[Hit]
    count: str
    alike: bool
    troubles: list[str]
    offers: list[Offer]
    fewer: list[Offer]  # the same without one of its parts, where nothing was found
    next: str


def screen(user: User, text: str, edition: Edition, *, now: datetime, before: int | None) -> Screen:
    """Search, and put what was found into words."""
    severities = {one.key: one.name for one in edition.policy.severities}
    asked = understand(text, severities)
    found = search(agent(user), asked, now=now, before=before)
    exact, hits = _hits(found, edition, user, now)
    return Screen(
        asked,
        exact,
        hits,
        count=_count(found, before),
        alike=found.alike,
        troubles=[trouble_words(one) for one in asked.troubles],
        offers=[Offer(one, address(whole)) for one, whole in suggestions(text, [*severities])],
        fewer=[] if found.results or found.exact else _fewer(asked),
        next=address(asked.text, found.after) if found.after else "",
    )


def address(text: str, before: int | None = None) -> str:
    """Return the address of a search."""
    said = {"q": text} | ({"before": str(before)} if before is not None else {})
    return f"{reverse('desk:search')}?{urlencode(said)}"


def trouble_words(trouble: Trouble) -> str:
    """Tell what was not understood, and what would be."""
    known = ", ".join(trouble.known)
    told = {
        "severity": _("No such severity: %(said)s; known are %(known)s."),
        "is": _("No such state: %(said)s; known are %(known)s."),
        "due": _("Not a time: %(said)s; write it as %(known)s."),
        "operator": _("“%(said)s:” was searched for as a word. Did you mean %(known)s: ?"),
    }.get(trouble.name, _("%(name)s: needs a value."))
    return told % {"said": trouble.said, "known": known, "name": trouble.name}


def _hits(
    found: Found, edition: Edition, user: User, now: datetime
) -> tuple[Hit | None, list[Hit]]:
    results = [*([found.exact] if found.exact else []), *found.results]
    rows = queue.rows([one.ticket for one in results], desk_clock(edition, now), user.pk)
    hits = [_hit(result, row) for result, row in zip(results, rows, strict=True)]
    if found.exact is None:
        return None, hits
    return hits[0], [hit for hit in hits[1:] if hit.row.number != hits[0].row.number]


def _hit(result: Result, row: queue.Row) -> Hit:
    closed = result.ticket.standing.closed_at is not None
    return Hit(row, result.subject, result.excerpt, result.private, closed)


def _count(found: Found, before: int | None) -> str:
    if not found.results or before is not None:
        return ""
    if found.alike:
        return _("Nothing says it. These subjects come close:")
    if not found.counted:
        return _("%(count)s+ tickets, newest first") % {"count": found.count}
    words = ngettext("One ticket", "%(count)s tickets, newest first", found.count)
    return words % {"count": found.count}


def _fewer(asked: Asked) -> list[Offer]:
    """Offer the search without one of its words, where there are several."""
    parts = asked.text.split(" ")
    if len(parts) < 2 or '"' in asked.text:
        return []
    rests = [" ".join(parts[:at] + parts[at + 1 :]) for at in range(len(parts))]
    return [Offer(rest, address(rest)) for rest in rests[:5]]
