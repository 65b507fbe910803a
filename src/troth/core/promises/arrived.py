"""Which of our messages count: those that people wrote, and those that arrived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from troth.core.facts import kinds
from troth.core.facts.entry import Entry, in_order


def human_messages(sent: Sequence[Entry]) -> dict[int, bool]:
    """Return the positions of messages that people wrote, and whether each was published."""
    return {
        entry.position: entry.fact.published
        for entry in sent
        if isinstance(entry.fact, kinds.MessageOut) and not entry.fact.automatic
    }


def returned_acceptances(acceptances: Sequence[Entry], bounces: Sequence[Entry]) -> set[int]:
    """Return the acceptances that a bounce came after: what was accepted never arrived."""
    accepted: dict[int, list[int]] = {}
    returned: set[int] = set()
    for entry in in_order([*acceptances, *bounces]) if bounces else ():
        if isinstance(entry.fact, kinds.MessageAccepted):
            accepted.setdefault(entry.fact.message, []).append(entry.position)
        elif isinstance(entry.fact, kinds.MessageBounced):
            returned.update(accepted.pop(entry.fact.message, ()))
    return returned


def arrived(by_kind: Mapping[type[kinds.Kind], list[Any]], returned: set[int]) -> set[int]:
    """Return our messages that reached the customer: published, or accepted and not returned."""
    published = {one.position for one in by_kind[kinds.MessageOut] if one.fact.published}
    accepted = (one for one in by_kind[kinds.MessageAccepted] if one.position not in returned)
    return published | {one.fact.message for one in accepted}
