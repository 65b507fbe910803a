"""Decisions about drafts: values in, values out."""

import re
from datetime import timedelta
from typing import Any

from troth.domain.refusal import Refused

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,119}")
LONGEST = 250_000  # signs of one draft: more than any form takes
MOST = {"agent": 300, "person": 50, "visitor": 10}
"""How many drafts one owner may have at a time."""
KEPT = timedelta(days=60)
"""How long an untouched draft is kept; what was sent is forgotten after `FORGOTTEN`."""
KEPT_OF_VISITORS = timedelta(days=2)
FORGOTTEN = timedelta(days=1)


def check(owner: str, key: str, body: dict[str, Any]) -> None:
    """Pass a draft that may be kept.

    Raises:
        Refused: its key is none, or it is too long.
    """
    if owner.partition(":")[0] not in MOST or not KEY.fullmatch(key):
        raise Refused("This draft has no name the desk knows.")
    if sum(len(str(value)) for value in body.values()) > LONGEST:
        raise Refused("This text is too long to be kept as a draft. It stays in this window.")


def says_something(body: dict[str, Any]) -> bool:
    """Say whether a draft holds anything worth keeping."""
    return any(str(value).strip() for value in body.values())
