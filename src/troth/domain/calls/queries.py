"""What the calls room is asked: who probably calls, calls under way, and those missed."""

import re

from django.db.models import QuerySet

from troth.domain.calls.models import PhoneCall
from troth.domain.customers.models import Address, Person

LEAST_DIGITS = 7
"""A shorter number is everybody's."""


def person_with(number: str) -> Person | None:
    """Return who has this number, as their address of kind "phone" ("+12125550100") says."""
    digits = re.sub(r"\D", "", number)
    if len(digits) < LEAST_DIGITS:
        return None
    known = Address.objects.filter(kind="phone", value=f"+{digits}", person__left_at=None)
    found = known.select_related("person").first()
    return found.person if found else None


def under_way() -> QuerySet[PhoneCall]:
    """Return calls that have not ended, the newest first."""
    return PhoneCall.objects.filter(ended_at=None).select_related("person__customer", "ticket")


def missed() -> QuerySet[PhoneCall]:
    """Return calls that ended without a ticket and without an agent, which nobody has seen yet."""
    rows = PhoneCall.objects.filter(
        ended_at__isnull=False, ticket=None, answered_at=None, seen_at=None
    )
    return rows.select_related("person__customer").order_by("-began_at")
