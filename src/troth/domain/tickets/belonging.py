"""Which ticket a mail belongs to: what it bears, what it answers, what it quotes, in that order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person
from troth.domain.customers.queries import person_behind
from troth.domain.tickets import rules, tokens
from troth.domain.tickets.forwarded import first_sender
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.participants import colleagues, goes_on, takes_part
from troth.domain.tickets.report import Report

How = Literal["token", "thread", "number"]
"""By a token of ours, by the id of a message of ours, by a number that anybody could have typed."""


@dataclass(frozen=True, slots=True)
class Belongs:
    """The ticket a mail joins and who writes; or why it is held, and of which ticket it speaks."""

    ticket: Ticket | None = None
    person: Person | None = None
    held: str | None = None
    quotes: Ticket | None = None
    forwarded: tuple[str, str] | None = None  # by an agent, first from this name and address


_FROM_AGENT = (
    "This mail waits for staff: it comes from the address of one of us, and nobody acts for the"
    " desk by mail. What it says belongs into a note or a reply."
)
_FROM_PROGRAM = "This mail waits for staff: a program sent it, and it answers nothing of ours."
_FROM_STRANGER = (
    "This mail waits for staff: it speaks of {ref}, and its sender takes no part in it."
)
_BY_NUMBER = (
    "This mail waits for staff: it quotes the number of {ref} and answers no message of ours, and"
    " nothing vouches for its sender."
)


def belonging(report: Report) -> Belongs:
    """Return what a mail belongs to. Anything but a mail is a report of its own.

    A ticket is joined by those who take part in it: with a token of ours or in
    answer to a message of ours, whose ids nobody guesses; by its number alone
    only if our border vouches for the sender. Whatever else speaks of a ticket
    waits for staff, and so does what comes from an agent's own address, and a
    program's mail that answers nothing.
    """
    if report.channel != "mail":
        return Belongs()
    found = list(_found(report))
    first = found[0][0] if found else None
    if report.held:
        return Belongs(held=report.held, quotes=first)
    if _is_agent(report.email):
        return Belongs(held=_FROM_AGENT, quotes=first, forwarded=first_sender(report.text))
    person = person_behind(report.email) if found else None
    for ticket, how in found:
        mine = person is not None and takes_part(ticket, person.pk)
        if mine and (how != "number" or report.trust == "verified"):
            return Belongs(goes_on(ticket), person)
    if first is not None:
        knows = any(person and takes_part(ticket, person.pk) for ticket, _ in found)
        words = _BY_NUMBER if knows else _FROM_STRANGER
        return Belongs(held=words.format(ref=first.ref), quotes=first)
    return Belongs(held=_FROM_PROGRAM) if report.automatic else Belongs()


def _found(report: Report) -> Iterator[tuple[Ticket, How]]:
    """Yield each ticket a mail speaks of, by what is hardest to forge first."""
    borne = [(int(what[1:].partition("-")[0]), what, whole) for what, whole in _borne(report)]
    quoted = rules.quoted_numbers(report.subject)
    numbers = {number for number, _, _ in borne} | {number for _, number in quoted}
    known = (
        Ticket.objects.select_related("reporter", "standing").filter(pk__in=numbers)
        if numbers
        else ()
    )
    tickets = {one.pk: one for one in known}
    for number, what, whole in borne:
        if number in tickets and _holds(what, whole, tickets[number], report.email):
            yield tickets[number], "token"
    if report.references:
        rows = Sending.objects.filter(message_id__in=report.references)
        rows = rows.select_related("ticket__reporter", "ticket__standing")
        by_id = {row.message_id: row.ticket for row in rows}
        yield from ((by_id[one], "thread") for one in report.references if one in by_id)
    for number in dict.fromkeys(number for number, _, _ in borne):  # a forged token is a number
        if number in tickets:
            yield tickets[number], "number"
    for prefix, number in quoted:
        if number in tickets and tickets[number].prefix == prefix:
            yield tickets[number], "number"


def _borne(report: Report) -> list[tuple[str, str]]:
    return tokens.found(report.tokens) if report.tokens else []


def _holds(what: str, whole: str, ticket: Ticket, email: str) -> bool:
    """Say whether a token is ours: that of a ticket for somebody who takes part in it."""
    if what[0] != "t":
        return tokens.holds(whole)
    if tokens.holds(whole, [email]):
        return True
    people = [one.pk for one in colleagues(ticket)] + [ticket.reporter_id]
    known = Address.objects.filter(person__in=[one for one in people if one], kind="mail")
    return tokens.holds(whole, known.values_list("value", flat=True))


def _is_agent(email: str) -> bool:
    return bool(email) and User.objects.staff().filter(email=email).exists()
