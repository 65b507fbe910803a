"""Merging tickets that wait for a defect: where a ticket goes on, somebody is told of its patch."""

from datetime import datetime

from django.db import transaction

from troth.domain.accounts.models import User
from troth.domain.defects.actions import linking
from troth.domain.defects.actions.recording import locked
from troth.domain.defects.models import Gathered
from troth.domain.tickets.actions import merging
from troth.domain.tickets.models import Ticket


@transaction.atomic
def merge(number: int, into: int, *, seen: int, by: User, at: datetime) -> Ticket:
    """Let a ticket go on in another, which waits for its defects from then on; return that other.

    Taken apart again, the other stays linked until staff say otherwise.

    Raises:
        Refused: they may not be merged; see `tickets.actions.merging`.
    """
    waits = Gathered.objects.filter(ticket=number).order_by("defect")
    defects = [locked(pk) for pk in waits.values_list("defect", flat=True)]  # before any ticket
    other = merging.merge(number, into, seen=seen, by=by, at=at)
    for one in defects:
        if not Gathered.objects.filter(defect=one, ticket=into).exists():
            linking.link(into, one.pk, seen=None, by=by, at=at)
    return other
