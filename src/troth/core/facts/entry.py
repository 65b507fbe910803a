"""An entry: one fact, written down in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from troth.core.facts.kinds import ANNOUNCEMENTS, ClosingUndone, Corrected, Kind, Withdrawn


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact about one ticket, in its place.

    `at` is when it happened and `recorded_at` when it was written down, both
    aware and in UTC, `at` never the later. `by` names who by id: "agent:3",
    "person:17", or "desk" for what the desk does by itself.
    """

    position: int
    at: datetime
    recorded_at: datetime
    by: str
    channel: str
    fact: Kind


STRIKING = (Corrected, Withdrawn, ClosingUndone)
"""Kinds that say of another entry that it does not count."""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries as they happened: by `at`, then by position."""
    return sorted(entries, key=lambda entry: (entry.at, entry.position))


def is_announcement(entry: Entry) -> bool:
    """Say whether the entry only tells what was derived; such entries are never derived from."""
    return isinstance(entry.fact, ANNOUNCEMENTS)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return what counts, as it happened: no announcements, nothing corrected or taken back.

    A correction may itself be corrected; then what it struck out stands again.
    """
    kept = [entry for entry in entries if not is_announcement(entry)]
    struck: set[int] = set()
    for entry in sorted(kept, key=lambda entry: -entry.position):
        if isinstance(entry.fact, Corrected) and entry.position not in struck:
            struck.add(entry.fact.entry)
        elif isinstance(entry.fact, Withdrawn):
            struck.add(entry.fact.message)
        elif isinstance(entry.fact, ClosingUndone) and entry.position not in struck:
            struck.add(entry.fact.closing)
    return in_order(
        entry
        for entry in kept
        if entry.position not in struck and not isinstance(entry.fact, STRIKING)
    )
