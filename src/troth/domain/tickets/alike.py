"""Open tickets of one customer that look like what they wrote."""

from django.db.models import FloatField, Q
from django.db.models.expressions import RawSQL

from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to

# By the words of the subjects, and by how much of a subject stands in what was written.
_CLOSE = (
    "greatest(similarity(tickets_ticket.subject, %s), word_similarity(tickets_ticket.subject, %s))"
)
MOST_READ = 2_000


def alike(user: User, ticket: Ticket, text: str, limit: int = 5) -> list[Ticket]:
    """Return open tickets of the same customer, those that look most alike first."""
    if ticket.reporter is None:
        return []
    same = Q(reporter=ticket.reporter_id)
    if ticket.reporter.customer_id:
        same |= Q(reporter__customer=ticket.reporter.customer_id)
    rows = visible_to(user).filter(same, standing__closed_at=None, standing__held=False)
    values = [ticket.subject, text[:MOST_READ]]
    close = RawSQL(_CLOSE, values, FloatField())  # noqa: S611 (values are apart)
    found = rows.exclude(pk=ticket.pk).annotate(close=close).select_related("standing", "reporter")
    return list(found.order_by("-close", "-number")[:limit])
