"""Decisions of the contracts room: values in, values out."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from hashlib import sha256

from troth.core.clock.instants import FIRST_YEAR, LAST_YEAR
from troth.core.clock.zones import zone_of
from troth.core.policy.document import Policy
from troth.core.policy.frozen import Frozen

YEARS_AHEAD = 30


def key_of(policy: Policy) -> str:
    """Return the name an edition goes by: the product and the version, fit for an address."""
    product = re.sub(r"[^a-z0-9]+", "-", policy.product.lower()).strip("-")
    return f"{product or 'policy'}-{policy.version}"


def years_to_freeze(policy: Policy, at: datetime) -> range:
    """Return the years whose holidays an edition published at `at` takes along.

    From the year before the policy takes effect, since a report may be written
    down late, to thirty years after both its day and its publication, as far as
    the clock counts.
    """
    first, *_, last = sorted((policy.effective.year, at.year))
    return range(_counted(first - 1), _counted(last + YEARS_AHEAD) + 1)


def _counted(year: int) -> int:
    return max(FIRST_YEAR, min(year, LAST_YEAR))


def effective_at(policy: Policy, zones: Mapping[str, bytes]) -> datetime:
    """Return when the policy's first day begins, where its first hours are kept."""
    zone = next(iter(policy.hours.values())).zone
    midnight = datetime.combine(policy.effective, time.min)
    rules = zone_of(zones[zone], zone)
    return midnight.replace(tzinfo=rules).astimezone(UTC)


def digest(source: str, frozen: Frozen) -> str:
    """Return the SHA-256 of an edition's text and of what is frozen with it, in hex."""
    taken = json.dumps(frozen.to_json(), sort_keys=True, separators=(",", ":"))
    return sha256(source.encode() + b"\0" + taken.encode()).hexdigest()
