"""How entries are chained and content is named."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from troth.core.facts.wire import instant_text

FIRST = bytes(32)
"""What the first entry of a chain follows."""


def canonical(value: Any) -> bytes:
    """Return one spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_digest(
    *,
    previous: bytes,
    chain: int,
    position: int,
    kind: str,
    form: int,
    at: datetime,
    recorded_at: datetime,
    by: str,
    channel: str,
    facts: dict[str, Any],
) -> bytes:
    """Return the digest of an entry and, through `previous`, of all before it."""
    fields = [chain, position, kind, form, instant_text(at), instant_text(recorded_at)]
    return hashlib.sha256(previous + canonical([*fields, by, channel, facts])).digest()


def content_digest(salt: bytes, body: Any) -> bytes:
    """Return the name of a content: it cannot be guessed from the content without the salt."""
    return hashlib.sha256(salt + canonical(body)).digest()


def day_digest(tails: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return what a day's chain tails (ticket, position, digest), in ticket order, come to."""
    total = hashlib.sha256()
    for chain, position, digest in tails:
        total.update(f"{chain} {position} {digest.hex()}\n".encode())
    return total.digest()
