"""The words of a message to many: filled in for each, and naming nobody but whom they go to."""

from collections.abc import Sequence

from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.defects import reach, rules
from troth.domain.defects.models import Announcement
from troth.domain.drafts.filling import fill, variables
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import entries
from troth.domain.promises.story import Story
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket


def check(text: str, *, defects: Sequence[int], sure: bool) -> None:
    """Pass words that may go to all who wait for some defects.

    Raises:
        Refused: they are too long, have a variable that no ticket fills, or name
            a customer or somebody of theirs, and nobody is `sure` of that.
    """
    if len(text) > rules.LONGEST:
        raise Refused(f"A message to many has at most {rules.LONGEST:,} characters.")
    unknown = [one for one in variables(text) if one not in rules.NAMES]
    if unknown:
        can = ", ".join(f"{{{{{name}}}}}" for name in rules.NAMES)
        raise Refused(f"No message to many fills {{{{{unknown[0]}}}}}. What can be filled: {can}.")
    found = [] if sure else names(text, defects)
    if found:
        raise Refused(
            f"These words name {', '.join(found)}, and others would read that. Take it out, or say"
            " that it means something else."
        )


def names(text: str, defects: Sequence[int]) -> list[str]:
    """Return the customers and people of theirs whom a text names, of those who would get it."""
    return rules.named(text, reach.names_of(defects)) if text.strip() else []


def filled(row: Announcement, told: Story, ticket: Ticket) -> str:
    """Return an announcement's words for one ticket; '' where the desk finds its own."""
    return fill(row.text, values(told, ticket, row.author)) if row.text else ""


def preview(text: str, ticket: Ticket, author: User) -> str:
    """Return a text as it reads for one ticket, without holding it."""
    told = Story(Chain(pk=ticket.pk), entries(ticket.pk))
    return fill(text, values(told, ticket, author))


def values(told: Story, ticket: Ticket, author: User | None) -> dict[str, str]:
    """Return what each variable stands for. None is empty: nobody looks at every message.

    Of an agent a customer learns the given name.
    """
    person, policy = ticket.reporter, told.edition.policy
    agent = author.name.split() if author else []
    return {
        "customer name": _name(person),
        "company": _company(person),
        "number": ticket.ref,
        "subject": ticket.subject,
        "severity": policy.severity(told.standing.severity).name,
        "product": policy.product,
        "agent": agent[0] if agent else policy.vendor,
    }


def _name(person: Person | None) -> str:
    return (person.name.strip() if person else "") or "there"


def _company(person: Person | None) -> str:
    known = person.customer.name if person and person.customer else ""
    return known or (person.company.strip() if person else "") or "your company"
