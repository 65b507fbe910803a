"""From facts to promises. No clock is needed: what is due does not depend on who looks when."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from troth.core.facts import kinds
from troth.core.facts.entry import STRIKING, Entry, is_announcement, standing
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise, What
from troth.core.promises.reading import Reading

Key = tuple[What, int]
_UNDOING = (*STRIKING, kinds.MessageBounced)


def derive(entries: Iterable[Entry], editions: Mapping[int, Edition]) -> list[Promise]:
    """Return every promise that the facts of one ticket made, in the order they were made.

    The order of `entries` does not matter: facts count as they happened.
    Announcements are ignored. A promise that a later fact undid (a bounce, a
    correction, a call typed in late) comes back void by that fact.
    """
    return read(entries, editions).promises


class Pasts:
    """How a ticket read before and after facts that could undo a promise, by their position.

    What is past stays so when facts are appended: kept beside a story, nothing
    that was read for it once is read again.
    """

    def __init__(self) -> None:
        self.before: dict[int, list[Promise]] = {}
        self.after: dict[int, set[Key]] = {}


def read(
    entries: Iterable[Entry], editions: Mapping[int, Edition], pasts: Pasts | None = None
) -> Reading:
    """Return how a ticket stands together with its promises; see `derive`.

    `pasts` must come from the same ticket, with nothing but facts added since.
    """
    recorded = sorted(
        (entry for entry in entries if not is_announcement(entry)),
        key=lambda entry: entry.position,
    )
    now = Reading(standing(recorded), editions)
    alive = {promise.key for promise in now.promises}
    undone = _undone(recorded, alive, editions, pasts or Pasts())
    if undone:
        now.promises = sorted([*now.promises, *undone], key=lambda p: (p.made_at, p.made_by))
    return now


def _undone(
    recorded: Sequence[Entry], alive: set[Key], editions: Mapping[int, Edition], pasts: Pasts
) -> list[Promise]:
    gone: dict[Key, Promise] = {}
    past: list[Entry] = []  # in order, so that an entry recorded late shows by its place
    corrected = any(isinstance(entry.fact, STRIKING) for entry in recorded)

    def reread() -> list[Promise]:
        return Reading(standing(past) if corrected else past, editions).promises

    for entry in recorded:
        late = bool(past) and entry.at < past[-1].at
        doubtful: list[Promise] = []
        if late or isinstance(entry.fact, _UNDOING):
            if entry.position not in pasts.before:
                pasts.before[entry.position] = reread()
            before = pasts.before[entry.position]
            doubtful = [promise for promise in before if promise.key not in alive]
        if late:
            insort(past, entry, key=_place)
        else:
            past.append(entry)
        if not doubtful:
            continue
        if entry.position not in pasts.after:
            pasts.after[entry.position] = {promise.key for promise in reread()}
        for promise in doubtful:
            if promise.key not in pasts.after[entry.position]:
                gone[promise.key] = replace(
                    promise,
                    kept_at=None,
                    kept_by=None,
                    void_at=entry.recorded_at,
                    void_by=entry.position,
                )
    return list(gone.values())


def _place(entry: Entry) -> tuple[datetime, int]:
    return entry.at, entry.position
