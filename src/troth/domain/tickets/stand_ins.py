"""Who stands in for somebody who left their customer."""

from troth.domain.contracts.queries import administrator_of
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket


def stands_in(ticket: Ticket) -> Person | None:
    """Return who has a ticket whose reporter left: whoever looks after the contract there."""
    reporter = ticket.reporter
    if reporter is None or reporter.left_at is None or reporter.customer_id is None:
        return None
    return administrator_of(reporter.customer_id)
