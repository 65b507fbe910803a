"""Two tickets at once: of one customer, and locked in the order of their numbers."""

from troth.domain.accounts.models import User
from troth.domain.ledger.queries import locked
from troth.domain.promises.story import Story, story
from troth.domain.refusal import Missing, Refused
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import own_ticket


def pair(number: int, other: int, *, by: User) -> tuple[Ticket, Ticket]:
    """Return two tickets of one customer.

    Raises:
        Missing: there is no such ticket.
        Refused: the other is none that could be meant: the same, or another customer's.
    """
    this, that = own_ticket(by, number), own_ticket(by, other)
    if this is None:
        raise Missing(number)
    if that is None or other == number:
        raise Refused(f"There is no other ticket {other}. Give the number of one of theirs.")
    if not of_one_customer(this, that):
        raise Refused(
            f"{that.ref} is not this customer's. What one customer writes never reaches another."
        )
    return this, that


def of_one_customer(this: Ticket, that: Ticket) -> bool:
    """Say whether two tickets are of people of one customer we know, or of one person."""
    mine, theirs = this.reporter, that.reporter
    if mine is None or theirs is None:
        return False
    if mine.pk == theirs.pk:
        return True
    return mine.customer_id is not None and mine.customer_id == theirs.customer_id


def both(number: int, other: int, *, seen: int | None) -> tuple[Story, Story]:
    """Return the stories of two tickets, locked in the order of their numbers."""
    locked([number, other])
    return story(number, seen=seen), story(other)
