"""What fills the variables of a canned reply, for one ticket and one agent."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.promises.standing import next_owed
from troth.domain.accounts.models import User
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.channels.mail.wording import instant_words


@dataclass(frozen=True, slots=True)
class Offered:
    """A canned reply, filled in as far as the ticket tells."""

    title: str
    team: str
    text: str


def values(page: TicketPage, agent: User, at: datetime) -> dict[str, str]:
    """Return what each variable stands for; empty where nothing is known.

    The due time is that of the promise owed next, unless it has passed. Of an
    agent a customer learns the given name.
    """
    person, policy = page.ticket.reporter, page.edition.policy
    owed = next_owed(page.promises, page.standing)
    ahead = owed is not None and owed.due_at > at
    zone = person.zone if person else ""
    customer = person.customer if person else None
    return {
        "customer name": person.name if person else "",
        "company": (customer.name if customer else person.company) if person else "",
        "number": page.ticket.ref,
        "subject": page.ticket.subject,
        "severity": policy.severity(page.standing.severity).name,
        "due time": instant_words(owed.due_at, page.edition, zone) if owed and ahead else "",
        "product": policy.product,
        "agent": agent.name.split()[0] if agent.name.strip() else "",
    }
