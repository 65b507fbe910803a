"""What a customer has reported, a line a ticket: beside one of them, and on the customer's page."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to

_MOST = 20
_COLUMNS = ("number", "prefix", "subject", "standing__closed_at", "standing__held")


@dataclass(frozen=True, slots=True)
class Glance:
    """A ticket at a glance: no more than a line about it says."""

    number: int
    ref: str
    subject: str
    closed: bool
    held: bool


def glance(ticket: Ticket) -> Glance:
    """Return a ticket, read with its standing, at a glance."""
    stands = ticket.standing
    closed = stands.closed_at is not None
    return Glance(ticket.number, ticket.ref, ticket.subject, closed, stands.held)


def related(user: User, ticket: Ticket) -> list[Glance]:
    """Return other tickets of the same customer, or else of the same person, newest first."""
    if ticket.reporter is None:
        return []
    same = Q(reporter=ticket.reporter_id)
    if ticket.reporter.customer_id:
        same |= Q(reporter__customer=ticket.reporter.customer_id)
    return _newest(visible_to(user).filter(same).exclude(pk=ticket.pk))


def of_customer(user: User, customer_id: int) -> list[Glance]:
    """Return the newest tickets that a customer's people reported."""
    people = Person.objects.filter(customer=customer_id)
    return _newest(visible_to(user).filter(reporter__in=people))


def _newest(rows: QuerySet[Ticket]) -> list[Glance]:
    found = rows.order_by("-number").values_list(*_COLUMNS)[:_MOST]
    return [
        Glance(number, f"{prefix}-{number}", subject, closed_at is not None, held)
        for number, prefix, subject, closed_at, held in found
    ]
