"""Drafts: a policy file made ready to count and to show, without being published.

Needs no database, so that a support manager can try a policy anywhere.
"""

from datetime import datetime

from troth.core.policy.document import Policy
from troth.core.policy.edition import Edition
from troth.core.policy.frozen import Frozen, freeze
from troth.core.policy.parse import parse
from troth.domain.contracts import rules
from troth.domain.contracts.zones import known_zones, zone_bytes


def draft(text: str, *, at: datetime) -> Edition:
    """Return the edition that publishing `text` at `at` would make.

    Raises:
        PolicyFaults: the text is not a policy this desk can run.
    """
    policy = parse(text, zones=known_zones())
    return Edition(key=rules.key_of(policy), policy=policy, frozen=freeze_today(policy, at))


def freeze_today(policy: Policy, at: datetime) -> Frozen:
    """Return today's zone rules and the holidays of the years an edition takes along."""
    zones = zone_bytes(rule.zone for rule in policy.hours.values())
    return freeze(policy, zones, rules.years_to_freeze(policy, at))
