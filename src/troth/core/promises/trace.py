"""Why then? Every due time explained, from the policy's clause to the hours counted."""

from __future__ import annotations

from troth.core.clock.trace import Trace
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise


def why(promise: Promise, edition: Edition) -> Trace:
    """Return how the due time was counted, from the fact that set it to the instant itself."""
    return edition.explain(promise.counted_from, promise.target)
