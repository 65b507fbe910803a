"""Who may do what at the desk, and whose turn it is: values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """As what somebody signs in."""

    AGENT = "agent"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CUSTOMER = "customer"


STAFF = (Role.AGENT, Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR)
"""The desk's own people."""
WORKERS = (Role.AGENT, Role.LEAD, Role.ADMINISTRATOR)
"""Those of them who work on tickets; whoever audits does not."""


class Right(StrEnum):
    """Something that may be done at the desk, in words that complete "may …"."""

    READ = "read every ticket, customer, contract and mail, and search them"
    SELF = "say how they are told of things, keep views, and be away"
    WORK = "answer, triage, resolve and close tickets, decide on what is held, and write replies"
    HAND_ON = "take tickets, and hand on what is theirs or nobody's"
    REASSIGN = "hand on what is somebody else's, and change many tickets at once"
    LEAD = "say which of their team's people is away"
    PEOPLE = "enter customers and their people, and name them within a contract's limits"
    AGREE = "enter, change, renew and end contracts, and say whether they are checked"
    RUN = "say who works here and as what, form teams, look after mail, and set the desk up"


MAY: Mapping[Role, frozenset[Right]] = {
    Role.AGENT: frozenset({Right.READ, Right.SELF, Right.WORK, Right.HAND_ON, Right.PEOPLE}),
    Role.LEAD: frozenset(
        {
            Right.READ,
            Right.SELF,
            Right.WORK,
            Right.HAND_ON,
            Right.PEOPLE,
            Right.REASSIGN,
            Right.LEAD,
        }
    ),
    Role.ADMINISTRATOR: frozenset(Right),
    Role.AUDITOR: frozenset({Right.READ}),
    Role.CUSTOMER: frozenset(),
}
"""What each role may do at the desk. A customer's own pages are asked for by who they are."""


def may(role: str, right: Right) -> bool:
    """Say whether a role may do something at the desk."""
    return right in MAY[Role(role)]


CAN: Mapping[Role, Mapping[str, bool]] = {
    role: {right.name.lower(): right in rights for right in Right} for role, rights in MAY.items()
}
"""The same by name, as a page asks for it."""


def who_may(right: Right) -> list[Role]:
    """Return the roles that may do something."""
    return [role for role in STAFF if right in MAY[role]]


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
