"""Who else is here."""

from datetime import datetime

from troth.domain.accounts.models import User
from troth.domain.presence import rules
from troth.domain.presence.models import Look
from troth.domain.presence.rules import Other, Seen


def company(user: User, ticket: int, *, at: datetime) -> list[Other]:
    """Return the other agents who have this ticket before them."""
    looks = Look.objects.filter(ticket=ticket, agent__is_active=True).values_list(
        "agent_id", "agent__name", "seen_at", "writes", "wrote_at"
    )
    return rules.company([Seen(*look) for look in looks], user.pk, at)
