"""Who takes part in a ticket, how they are reached, and by which word they reach its page."""

from django.core import signing

from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person
from troth.domain.tickets.models import Colleague, Ticket
from troth.domain.tickets.queries import with_people
from troth.domain.tickets.stand_ins import stands_in

MOST_MERGED = 50
"""Mergings of mergings that are followed; there is no circle, since only open tickets merge."""

_PAGE_OF = signing.Signer(salt="troth.ticket-page")


def takes_part(ticket: Ticket, person_id: int | None) -> bool:
    """Say whether somebody reported a ticket, or is a colleague who was brought in.

    Whoever left their customer takes part no longer; somebody there stands in for them.
    """
    if person_id is None:
        return ticket.reporter_id is None
    reporter = ticket.reporter
    if reporter is not None and reporter.pk == person_id:
        return reporter.left_at is None
    if any(one.pk == person_id for one in colleagues(ticket)):
        return True
    heir = stands_in(ticket)
    return heir is not None and heir.pk == person_id


def colleagues(ticket: Ticket) -> list[Person]:
    """Return who was brought in and belongs to the reporter's customer still, by name."""
    if ticket.reporter_id is None:
        return []
    people = Person.objects.filter(
        pk__in=Colleague.objects.filter(ticket=ticket).values("person"),
        customer__in=Person.objects.filter(pk=ticket.reporter_id).values("customer"),
        left_at=None,
    )
    return list(people.order_by("name", "pk"))


def token_for(ticket: Ticket, person_id: int | None = None) -> str:
    """Return the signed word by which the reporter, or a colleague, reaches the ticket's page."""
    who = person_id or ticket.reporter_id or 0
    return _PAGE_OF.sign(f"{ticket.number}.{who}").replace(":", "~")


def by_token(token: str) -> tuple[Ticket, int | None] | None:
    """Return the ticket and the person a token names; None if nobody was given it.

    A colleague's ends once they belong to another customer, and anybody's once
    they may no longer sign in.
    """
    try:
        number, who = _PAGE_OF.unsign(token.replace("~", ":")).split(".")
    except signing.BadSignature:
        return None
    person_id = int(who) or None
    ticket = with_people(Ticket.objects.filter(pk=int(number))).first()
    if ticket is None or not takes_part(ticket, person_id):
        return None
    if person_id and User.objects.filter(person=person_id, is_active=False).exists():
        return None
    return ticket, person_id


def addresses_of(ticket: Ticket) -> list[tuple[str, str]]:
    """Return how the reporter is reached, or who stands in for them: mail first, oldest first."""
    reporter = ticket.reporter
    if reporter is None:
        return []
    whom = stands_in(ticket) if reporter.left_at is not None else reporter
    if whom is None:
        return []
    known = Address.objects.filter(person=whom).order_by("kind", "pk")
    return list(known.values_list("kind", "value"))


def address_of(ticket: Ticket) -> str:
    """Return the mail address the reporter is written to; empty when none is known."""
    return next((value for kind, value in addresses_of(ticket) if kind == "mail"), "")


def goes_on(ticket: Ticket) -> Ticket:
    """Return the ticket that a merged one goes on in, however often it was; else itself."""
    for _ in range(MOST_MERGED):
        into = ticket.standing.merged_into
        if into is None:
            break
        ticket = Ticket.objects.select_related("standing", "reporter").get(pk=into)
    return ticket
