"""What a customer is shown of their ticket: entries in, entries out."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from troth.core.facts import kinds
from troth.core.facts.entry import Entry


def not_left(told: Sequence[Entry], at: datetime) -> set[int]:
    """Return the positions of messages that may still be taken back.

    A message that the ticket was closed on stays, so it has left by then.
    """
    gone = {one.fact.message for one in told if isinstance(one.fact, kinds.Withdrawn)}
    closed = max((one.position for one in told if isinstance(one.fact, kinds.Closed)), default=0)

    def waits(one: Entry) -> bool:
        until = one.fact.leaves_at if isinstance(one.fact, kinds.MessageOut) else None
        return until is not None and until > at and one.position > closed

    return {one.position for one in told if waits(one)} - gone


def that_left(told: list[Entry], at: datetime) -> list[Entry]:
    """Return the entries without messages that may still be taken back, nor what they resolve."""
    waiting = not_left(told, at)
    return [
        one
        for one in told
        if one.position not in waiting
        and not (isinstance(one.fact, kinds.Resolved) and one.fact.told_by in waiting)
    ]


def severities_told(entries: Iterable[Entry]) -> set[int]:
    """Return the positions of the severities that were assigned, of which the customer was told."""
    return {one.position for one in entries if isinstance(one.fact, kinds.SeveritySet)}


def shown_to_customer(entry: Entry, told: set[int]) -> bool:
    """Say whether the customer reads an entry; `told` are the severities they were told of."""
    fact = entry.fact
    if isinstance(fact, kinds.Corrected):
        return fact.entry in told
    if isinstance(fact, kinds.MessageOut):
        return not fact.automatic
    if isinstance(fact, kinds.MessageIn):
        return not fact.automatic
    shown = (
        kinds.Reported, kinds.SeveritySet, kinds.Resolved, kinds.Closed, kinds.ClosingUndone,
        kinds.NeededBySet, kinds.WordMoved, kinds.Thanked,
        kinds.WaitingBegan, kinds.WaitingEnded, kinds.Reminded,
        kinds.Reopened, kinds.ColleagueAdded, kinds.PatchReleased,
        kinds.MergedInto, kinds.MergedFrom, kinds.SplitOff,
    )  # fmt: skip
    return isinstance(fact, shown)
