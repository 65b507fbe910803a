"""What a customer has reported, as its page on the desk shows it."""

from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to


def of_customer(user: User, customer_id: int, limit: int = 20) -> list[Ticket]:
    """Return the newest tickets that a customer's people reported."""
    people = Person.objects.filter(customer=customer_id)
    found = visible_to(user).filter(reporter__in=people).select_related("standing")
    return list(found.order_by("-number")[:limit])
