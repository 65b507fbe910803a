"""What the report form says beside itself: by when we answer, and how urgent care is reached."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import promised_words
from troth.core.policy.target import Promised, Target
from troth.domain.accounts.models import User
from troth.domain.customers.queries import address_of
from troth.domain.tickets.admission import policy_for
from troth.interfaces.channels.mail.wording import urgent_words
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a report of one severity, sent now, would be promised."""

    key: str
    name: str
    due: Moment | None  # None where no time is promised
    rule: str  # "within 4 hours, counted in support hours", or "best effort"
    urgent: str  # how urgent care is reached now; empty when it is not needed
    default: bool  # what counts for whoever is not sure


def policy_read_by(own: User | None, at: datetime) -> Edition:
    """Return the policy under the terms of whoever has signed in; of anybody, the one in force.

    Raises:
        Refused: no policy is published.
    """
    person = own.person if own else None
    return policy_for(person, address_of(person) if person else "", at=at)


def prospects(edition: Edition, at: datetime, zone: str = "") -> list[Prospect]:
    """Return what each severity would be promised at this instant, the gravest first."""
    clock, policy = desk_clock(edition, at, zone), edition.policy
    return [
        Prospect(
            key=one.key,
            name=one.name,
            due=_due(edition, one.response, at, clock),
            rule=promised_words(one.response),
            urgent=urgent_words(one.key, edition, at),
            default=one.key == policy.default_severity,
        )
        for one in policy.severities
    ]


def _due(edition: Edition, promised: Promised, at: datetime, clock: DeskClock) -> Moment | None:
    if not isinstance(promised, Target):
        return None
    return clock.promised(edition.due(at, promised))
