"""Whose turn it is: values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Member:
    """An agent of a team: the turn they last had (0: none yet), and whether they are away."""

    id: int
    last_turn: int
    is_away: bool = False


def next_in_turn(members: Sequence[Member]) -> int | None:
    """Return who is given the next ticket: who waited longest and is here; None if all are away.

    Somebody who comes back from a month away is next once, and then waits like
    the others: turns missed are not made up for.
    """
    here = [member for member in members if not member.is_away]
    first = min(here, key=lambda member: (member.last_turn, member.id), default=None)
    return first.id if first else None


def turns(
    members: Sequence[Member], turn: int, count: int
) -> tuple[list[int | None], list[Member]]:
    """Return who is given each of the next `count` tickets, and the members as they then are."""
    given: list[int | None] = []
    now = {member.id: member for member in members}
    for number in range(turn + 1, turn + count + 1):
        chosen = next_in_turn(list(now.values()))
        given.append(chosen)
        if chosen is not None:
            now[chosen] = replace(now[chosen], last_turn=number)
    return given, list(now.values())
