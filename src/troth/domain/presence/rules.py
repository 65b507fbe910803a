"""How long a look and a pressed key count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

BEAT = timedelta(seconds=8)
"""How often a process says again which pages are open in it."""
FRESH = timedelta(seconds=20)
"""A look of which nothing was heard for so long is over: its process has died."""
WRITING = timedelta(seconds=7)
"""Somebody who pressed no key for so long has stopped to write."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One open page, as it was last heard of."""

    agent: int
    name: str
    seen_at: datetime
    writes: str
    wrote_at: datetime | None


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who looks at the ticket: "", or what they write."""

    agent: int
    name: str
    writes: str


def company(looks: Iterable[Seen], reader: int, at: datetime) -> list[Other]:
    """Return the others who look, each once however many pages they have open, by name."""
    found: dict[int, Other] = {}
    for one in looks:
        if one.agent == reader or at - one.seen_at > FRESH:
            continue
        writes = one.writes if one.wrote_at and at - one.wrote_at <= WRITING else ""
        known = found.get(one.agent)
        if known is None or (writes and not known.writes):
            found[one.agent] = Other(one.agent, one.name, writes)
    return sorted(found.values(), key=lambda other: (other.name, other.agent))
