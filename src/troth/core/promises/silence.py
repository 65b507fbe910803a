"""What time alone does to a ticket that waits: its date comes, and silence has steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from troth.core.facts.kinds import WaitingEnded
from troth.core.policy.edition import Edition
from troth.core.promises.reading import Reading
from troth.core.promises.standing import Standing


def over(reading: Reading, now: datetime) -> list[tuple[datetime, WaitingEnded]]:
    """Return the waits that ended by themselves and are not written down, each with when."""
    wait = reading.standing.waiting
    if wait is None or wait.until is None or wait.until > now:
        return reading.over
    return [*reading.over, (wait.until, WaitingEnded(wait.began, "date came"))]


def look_at(standing: Standing, next_act_at: datetime | None) -> datetime | None:
    """Return when to look again: at what is due, or when a wait's date comes."""
    until = standing.waiting.until if standing.waiting else None
    return min((at for at in (next_act_at, until) if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next while the customer is silent, and when."""

    what: Literal["remind", "close"]
    at: datetime


def next_step(standing: Standing, edition: Edition) -> Step | None:
    """Return the next step of a silence, where the policy has any; None where nothing follows.

    A customer whom a reminder never reached is not silent, and a resolution on
    its way has not been heard of yet: then staff decide.
    """
    wait, rule = standing.waiting, edition.policy.closing.no_answer
    if wait is None or rule is None or wait.reason != rule.waits_in:
        return None
    if wait.reminded < len(rule.reminders):
        return Step("remind", edition.due(wait.since, rule.reminders[wait.reminded]))
    untold = standing.resolution is not None and standing.communicated_at is None
    if wait.unheard or untold:
        return None
    return Step("close", edition.due(wait.since, rule.after))
