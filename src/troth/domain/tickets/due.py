"""What falls due, for the shell."""

from datetime import datetime

from django.db.models import QuerySet

from troth.domain.tickets.models import Ticket


def due_by(deadline: datetime) -> QuerySet[Ticket]:
    """Return tickets whose next promise falls due by `deadline`, soonest first."""
    due = Ticket.objects.filter(standing__in_queue=True, standing__queue_at__lte=deadline)
    return due.select_related("standing").order_by("standing__queue_at", "standing__chain")
