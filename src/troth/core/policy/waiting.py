"""Waiting as a policy writes it: reasons, what stands still meanwhile, and silence in steps."""

from __future__ import annotations

from dataclasses import dataclass

from troth.core.policy.target import Target

CUSTOMER_WRITES, PATCH_RELEASED = "customer writes", "patch released"
DATE_COMES, STAFF_SAY = "date comes", "staff say so"
CONTINUE, RESTART = "continue", "restart"


@dataclass(frozen=True, slots=True)
class WaitingRule:
    """A reason for which a ticket may wait: what ends it, and which promises it stops.

    A wait for any reason may have a date, at which it is over; one that ends
    when its `DATE_COMES` must.
    """

    key: str
    reason: str
    ends: str = STAFF_SAY
    stops: tuple[str, ...] = ()
    on_return: str = CONTINUE

    @property
    def anew(self) -> bool:
        """Say whether what was stopped is counted from the beginning when the wait is over."""
        return self.on_return == RESTART


UNNAMED = WaitingRule("", "")
"""What stands for a reason that the terms no longer have: nothing stops."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Closing after silence: while it waits for one reason, reminders, and then the end."""

    waits_in: str
    name: str
    means: str
    reminders: tuple[Target, ...]
    after: Target
