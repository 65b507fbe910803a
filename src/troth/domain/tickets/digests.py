"""What was answered in the portal, for those who want it mailed once a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.core.facts.kinds import MessageOut, Withdrawn
from troth.domain.customers.models import Person
from troth.domain.ledger.queries import entries_of
from troth.domain.tickets.models import Ticket

LEAST = timedelta(hours=2)  # between two digests, so that one morning has one


@dataclass(frozen=True, slots=True)
class Digest:
    """The tickets of one person that were answered from `since` up to `upto`, oldest first."""

    person: Person
    since: datetime
    upto: datetime
    tickets: tuple[Ticket, ...]


def wanted(at: datetime) -> list[Person]:
    """Return the people whose last digest is so long ago that another may be due."""
    rows = Person.objects.filter(digest_since__isnull=False, digest_since__lte=at - LEAST)
    return list(rows.order_by("pk"))


def digest_of(person: Person, *, upto: datetime) -> Digest | None:
    """Return what a person is to be told; None for somebody who wants no digest."""
    since = person.digest_since
    if since is None:
        return None
    rows = Ticket.objects.filter(reporter=person, channel="web", standing__last_word_at__gte=since)
    told = {ticket.pk: ticket for ticket in rows.order_by("pk")}
    found = entries_of(list(told))
    answered = []
    for number, ticket in told.items():
        back = {e.fact.message for e in found[number] if isinstance(e.fact, Withdrawn)}
        if any(
            isinstance(entry.fact, MessageOut)
            and not entry.fact.automatic
            and entry.position not in back
            and since <= entry.recorded_at < upto
            for entry in found[number]
        ):
            answered.append(ticket)
    return Digest(person, since, upto, tuple(answered))
