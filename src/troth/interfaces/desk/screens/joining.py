"""A held report that may belong to another ticket: what staff are offered, and how to undo it."""

from dataclasses import dataclass

from django.urls import reverse

from troth.core.facts import kinds
from troth.domain.customers.queries import person_behind
from troth.domain.ledger.queries import entries
from troth.domain.tickets.joined import came_from, followed, joined_to
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.participants import takes_part
from troth.domain.tickets.queries import with_people


@dataclass(frozen=True, slots=True)
class Offer:
    """The ticket a held report speaks of, and whose word it may be there."""

    number: int | None = None  # None where it speaks of none: staff name one
    ref: str = ""
    url: str = ""
    subject: str = ""
    reporter: str = ""  # of that ticket
    sender: str = ""  # who takes part in it, and whose address it came from
    across: bool = False  # it comes from another customer than the ticket's

    @property
    def whose(self) -> str:
        """Return what is chosen at first: nobody's word is taken for another's."""
        return "sender" if self.sender else "staff"


@dataclass(frozen=True, slots=True)
class Joined:
    """The ticket a report was put on, and whether it can still be taken out."""

    ref: str
    url: str
    may_undo: bool


def offer(page: TicketPage, email: str) -> Offer:
    """Return the ticket a held report may be put on, as far as it names one itself."""
    facts = (line.entry.fact for line in page.lines)
    number = next((fact.quotes for fact in facts if isinstance(fact, kinds.Held)), None)
    found = with_people(Ticket.objects.filter(pk=number)).first() if number else None
    if found is None:
        return Offer()
    sender, reporter = person_behind(email), found.reporter
    mine = sender is not None and takes_part(found, sender.pk)
    return Offer(
        number=found.number,
        ref=found.ref,
        url=reverse("desk:ticket", args=[found.number]),
        subject=found.subject,
        reporter=(reporter.name or email) if reporter else "",
        sender=(sender.name or email) if sender and mine else "",
        across=bool(
            sender
            and sender.customer_id
            and reporter
            and sender.customer_id != reporter.customer_id
        ),
    )


def joined(page: TicketPage) -> Joined | None:
    """Return where a report was put, if it was and that still counts."""
    found = joined_to(line.entry for line in page.lines)
    if found is None:
        return None
    number, there = found[0], entries(found[0])
    word = came_from(there, page.ticket.number)
    return Joined(
        ref=f"{page.ticket.prefix}-{number}",
        url=reverse("desk:ticket", args=[number]),
        may_undo=word is not None and not followed(there, word),
    )
