"""A held report that staff put on another ticket, as the facts of both tell it.

Pure: values in, values out.
"""

from collections.abc import Iterable

from troth.core.facts import kinds
from troth.core.facts.entry import Entry, standing

_FOLLOWS = (kinds.MessageOut, kinds.Call, kinds.Closed, kinds.Reopened, kinds.NewIssued)


def joined_to(entries: Iterable[Entry]) -> tuple[int, int] | None:
    """Return the ticket that a held report was put on, and the entry that says so, if it counts."""
    for entry in standing(entries):
        if isinstance(entry.fact, kinds.HoldEnded) and entry.fact.joined is not None:
            return entry.fact.joined, entry.position
    return None


def came_from(entries: Iterable[Entry], held: int) -> int | None:
    """Return the entry of a ticket that holds the words of a report held under another number."""
    for entry in standing(entries):
        fact = entry.fact
        if isinstance(fact, kinds.MessageIn | kinds.Note) and fact.held_as == held:
            return entry.position
    return None


def followed(entries: Iterable[Entry], position: int) -> bool:
    """Say whether we answered or decided anything after an entry, which it may have led to."""
    later = (entry for entry in standing(entries) if entry.position > position)
    return any(isinstance(entry.fact, _FOLLOWS) for entry in later)
