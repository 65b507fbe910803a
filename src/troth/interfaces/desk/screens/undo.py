"""A reply that may still be taken back, as its writer is offered it."""

import math
from dataclasses import dataclass
from datetime import datetime

from troth.core.facts import kinds
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.shown import not_left


@dataclass(frozen=True, slots=True)
class Undo:
    """Which message, and for how many seconds yet."""

    position: int
    seconds: int


def offer(page: TicketPage, reader: str, at: datetime) -> Undo | None:
    """Return the newest message of the reader's own, if it has not left yet."""
    waiting = not_left([line.entry for line in page.lines], at)
    for line in reversed(page.lines):
        fact = line.entry.fact
        if line.entry.by != reader or not isinstance(fact, kinds.MessageOut):
            continue
        if fact.leaves_at is None or line.entry.position not in waiting:
            return None
        return Undo(line.entry.position, math.ceil((fact.leaves_at - at).total_seconds()))
    return None
