"""What the command palette offers beyond the page it stands on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from troth.core.policy.edition import Edition
from troth.core.policy.prose import Bullets, Paragraph, Section, page
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.register import customers
from troth.domain.defects.queries import defects
from troth.domain.search.queries import agent, customers_named, search
from troth.domain.search.rules import understand
from troth.domain.tickets.models import Ticket
from troth.interfaces.desk.screens.defects import rows
from troth.interfaces.desk.screens.search import address

MOST = 6


class Option(TypedDict):
    """One thing to go to."""

    text: str
    hint: str
    url: str


class Group(TypedDict):
    """Options of a kind, under its name."""

    name: str
    options: list[Option]


def groups(user: User, text: str, *, now: datetime) -> list[Group]:
    """Return what a text leads to; without one, the tickets the agent works on."""
    edition_id, edition = contracts.current(now)
    asked = understand(text, {one.key: one.name for one in edition.policy.severities})
    if asked.is_empty:
        asked = understand("is:mine", {})
        return _named([(_("Mine"), _tickets(user, asked.text, edition, now))])
    return _named(
        [
            (_("Tickets"), _tickets(user, text, edition, now)),
            (_("Customers"), _customers(user, text)),
            (_("Defects"), _defects(text)),
            (_("Policy"), _clauses(edition_id, text, now)),
            (_("Search"), [_everything(asked.text)]),
        ]
    )


def _named(found: Iterable[tuple[str, list[Option]]]) -> list[Group]:
    return [Group(name=name, options=options) for name, options in found if options]


def _tickets(user: User, text: str, edition: Edition, now: datetime) -> list[Option]:
    asked = understand(text, {one.key: one.name for one in edition.policy.severities})
    found = search(agent(user), asked, now=now, page=MOST)
    results = [one.ticket for one in found.results]
    if found.exact:
        results = [found.exact.ticket, *(one for one in results if one != found.exact.ticket)]
    return [_ticket(one) for one in results[:MOST]]


def _ticket(ticket: Ticket) -> Option:
    reporter = ticket.reporter
    who = (reporter.company or reporter.name) if reporter else ""
    closed = _("Closed") if ticket.standing.closed_at else ""
    return Option(
        text=f"{ticket.ref} {ticket.subject}",
        hint=" · ".join(filter(None, [who, closed])),
        url=reverse("desk:ticket", args=[ticket.number]),
    )


def _everything(text: str) -> Option:
    return Option(text=_("Search for “%(text)s”") % {"text": text}, hint="", url=address(text))


def _customers(user: User, text: str) -> list[Option]:
    """Return the pages of customers we know, then what is found of those who say they are one."""
    known, _more = customers(text)
    pages = [
        Option(
            text=one.name,
            hint=_("people and contracts"),
            url=reverse("desk:customer", args=[one.pk]),
        )
        for one in known[:MOST]
    ]
    return pages + [_customer(name) for name in customers_named(agent(user), text)]


def _defects(text: str) -> list[Option]:
    found = rows(defects(text)[:MOST])
    return [
        Option(text=f"{one.ref} {one.title}", hint=f"{one.state} · {one.tickets}", url=one.url)
        for one in found
    ]


def _customer(name: str) -> Option:
    said = max(name.split('"'), key=len).strip()  # a quote inside would end the operator's value
    return Option(text=name, hint=_("tickets"), url=address(f'customer:"{said}"'))


def _clauses(edition_id: int, text: str, now: datetime) -> list[Option]:
    words = text.casefold().split()
    where = reverse("portal:policy")
    found = [
        (not all(word in title.casefold() for word in words), title, anchor)
        for anchor, title, said in _policy(edition_id, now.date().isoformat())
        if all(word in said for word in words)
    ]
    # Those whose title says it stand first, and each kind as the policy orders them.
    found.sort(key=lambda one: one[0])
    return [
        Option(text=title, hint=_("support policy"), url=f"{where}#{anchor}")
        for _in_text, title, anchor in found[:MOST]
    ]


@lru_cache(maxsize=8)
def _policy(edition_id: int, day: str) -> list[tuple[str, str, str]]:
    """Return anchor, title and all words of each section; spelled once a day and edition."""
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return list(_sections(page(contracts.edition(edition_id), at).sections))


def _sections(sections: Iterable[Section]) -> Iterator[tuple[str, str, str]]:
    for one in sections:
        said = [one.title]
        for block in one.blocks:
            if isinstance(block, Paragraph):
                said.append(block.text)
            elif isinstance(block, Bullets):
                said += block.items
            else:
                said += [block.caption, *(cell for row in block.rows for cell in row)]
        yield one.anchor, one.title, " ".join(said).casefold()
        yield from _sections(one.sections)
