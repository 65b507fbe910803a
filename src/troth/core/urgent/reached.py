"""Whether a trouble calls the person on call, by what the edition says of urgent care."""

from datetime import datetime

from troth.core.policy.document import Channel
from troth.core.policy.edition import Edition
from troth.core.urgent.shifts import Cover

POLICY_NAME = {"mail": "email", "web": "portal", "phone": "phone"}
"""What a policy calls the channels of the ledger."""


def urgent_care(edition: Edition, severity: str, at: datetime) -> Channel | None:
    """Return the channel that reaches the person on call for a severity now; None if none does."""
    for channel in edition.policy.urgent_channels:
        if channel.answers(severity) and cover_of(edition, channel).is_needed(at):
            return channel
    return None


def calls_a_person(edition: Edition, channel: str, severity: str, at: datetime) -> bool:
    """Say whether a report by a channel of the ledger calls the person on call by itself."""
    care = urgent_care(edition, severity, at)
    return care is not None and POLICY_NAME.get(channel, channel) in care.raised_by


def cover_of(edition: Edition, channel: Channel) -> Cover:
    """Return when a channel is answered."""
    return Cover(edition.hours(channel.clock), outside=channel.outside)


def needed(edition: Edition) -> Cover | None:
    """Return when somebody must be on call by an edition; None where it names no urgent care."""
    return next((cover_of(edition, one) for one in edition.policy.urgent_channels), None)
