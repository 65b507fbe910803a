"""From facts to promises. No clock is needed: what is due does not depend on who looks when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from troth.core.facts import kinds
from troth.core.facts.entry import Entry, is_announcement, standing
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise
from troth.core.promises.reading import Reading


def derive(entries: Iterable[Entry], editions: Mapping[int, Edition]) -> list[Promise]:
    """Return every promise that the facts of one ticket made, in the order they were made.

    The order of `entries` does not matter: facts count as they happened.
    Announcements are ignored. A promise that a later fact undid (a bounce, a
    correction, a call typed in late) comes back void by that fact.
    """
    return read(entries, editions).promises


def read(entries: Iterable[Entry], editions: Mapping[int, Edition]) -> Reading:
    """Return how a ticket stands together with its promises; see `derive`."""
    recorded = sorted(
        (entry for entry in entries if not is_announcement(entry)),
        key=lambda entry: entry.position,
    )
    now = Reading(standing(recorded), editions)
    undone = _undone(recorded, {promise.key for promise in now.promises}, editions)
    if undone:
        now.promises = sorted([*now.promises, *undone], key=lambda p: (p.made_at, p.made_by))
    return now


def _undone(
    recorded: Sequence[Entry], alive: set[tuple[str, int]], editions: Mapping[int, Edition]
) -> list[Promise]:
    gone: dict[tuple[str, int], Promise] = {}
    latest = None
    for index, entry in enumerate(recorded):
        late = latest is not None and entry.at < latest
        latest = entry.at if latest is None else max(latest, entry.at)
        if not late and not isinstance(entry.fact, kinds.Corrected | kinds.MessageBounced):
            continue
        before = Reading(standing(recorded[:index]), editions).promises
        after = {p.key for p in Reading(standing(recorded[: index + 1]), editions).promises}
        for promise in before:
            if promise.key not in after and promise.key not in alive:
                gone[promise.key] = replace(
                    promise,
                    kept_at=None,
                    kept_by=None,
                    void_at=entry.recorded_at,
                    void_by=entry.position,
                )
    return list(gone.values())
