"""Tickets that belong together: merged, split and linked, as the facts of each tell it.

Pure: values in, values out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from troth.core.facts import kinds
from troth.core.facts.entry import Entry, standing
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.domain.refusal import Refused
from troth.domain.tickets.joined import followed

How = Literal[
    "duplicate of", "duplicated by", "caused by", "causes", "related", "blocks", "blocked by"
]
CONVERSE: Mapping[str, How] = {
    "duplicate of": "duplicated by",
    "duplicated by": "duplicate of",
    "caused by": "causes",
    "causes": "caused by",
    "related": "related",
    "blocks": "blocked by",
    "blocked by": "blocks",
}
"""What the other ticket says of a link."""
Word = kinds.MessageIn | kinds.Call


def carried(
    here: Sequence[Promise], there: Sequence[Promise], now: Standing, *, ticket: int, at: datetime
) -> list[tuple[str, kinds.PromiseCarried]]:
    """Return what a ticket owes that another is to owe in its place, by the promise's name.

    A miss moves along, so that it is seen where somebody can answer; where the
    other missed the same already, both misses stay where they happened.
    """
    found = []
    for one in here:
        if not one.is_open or one.what not in ("response", "update"):
            continue
        twice = any(
            other.is_open and other.what == one.what and other.due_at < at for other in there
        )
        if one.due_at < at and twice:
            continue
        fact = kinds.PromiseCarried(
            ticket=ticket,
            what=one.what,
            severity=one.severity,
            due_at=one.due_at,
            counted_from=one.counted_from,
            edition=one.edition,
            plan=now.plan,
            region=now.region,
        )
        found.append((f"{one.what}:{one.made_by}", fact))
    return found


def check_awake(*standings: Standing) -> None:
    """Refuse to merge what waits: due times that stand still cannot be compared."""
    if any(one.waiting is not None for one in standings):
        raise Refused("One of the two waits. End the wait first, then merge them.")


def merging_here(entries: Iterable[Entry], ticket: int) -> list[Entry]:
    """Return the entries by which another ticket was merged into this one, if they count.

    Raises:
        Refused: it was not, or something was sent or decided here after it.
    """
    told = list(entries)
    mine = [
        one
        for one in standing(told)
        if isinstance(one.fact, kinds.MergedFrom | kinds.PromiseCarried)
        and one.fact.ticket == ticket
    ]
    ends = [one for one in mine if isinstance(one.fact, kinds.MergedFrom)]
    if not ends:
        raise Refused("These tickets were taken apart already.")
    if followed(told, ends[-1].position):
        raise Refused("Something was sent or decided after they were merged, so they stay so.")
    return mine


def last_of(entries: Iterable[Entry], kind: type[kinds.Kind], ticket: int) -> Entry | None:
    """Return the newest entry of a kind that names a ticket and counts."""
    found = [
        one
        for one in standing(entries)
        if isinstance(one.fact, kind) and getattr(one.fact, "ticket", None) == ticket
    ]
    return found[-1] if found else None


def links(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    """Return the tickets this one is linked to, and how, in the order they were linked."""
    found: dict[tuple[int, str], None] = {}
    for one in standing(entries):
        if isinstance(one.fact, kinds.Linked):
            found[one.fact.ticket, one.fact.how] = None
        elif isinstance(one.fact, kinds.Unlinked):
            found.pop((one.fact.ticket, one.fact.how), None)
    return list(found)


def may_split(entries: Iterable[Entry]) -> list[Entry]:
    """Return the customer's words that can be made a ticket of their own: all but the report.

    What was split off before stays with the ticket that has it.
    """
    told = standing(entries)
    gone = {
        position
        for one in told
        if isinstance(one.fact, kinds.SplitOff)
        for position in one.fact.messages
    }
    return [
        one
        for one in told
        if isinstance(one.fact, kinds.MessageIn)
        and not one.fact.automatic
        and one.position not in gone
    ]


def splitting(entries: Iterable[Entry], messages: Iterable[int]) -> list[Entry]:
    """Return the words to be split off.

    Raises:
        Refused: none are chosen, or one that cannot be.
    """
    wanted = set(messages)
    found = [one for one in may_split(entries) if one.position in wanted]
    if not found or len(found) != len(wanted):
        raise Refused("Choose words of the customer's that are about something else.")
    return found


def answered_since(entries: Iterable[Entry], position: int) -> bool:
    """Say whether a person of ours wrote or spoke to the customer after an entry."""
    return any(
        one.position > position
        and (
            isinstance(one.fact, kinds.Call)
            or (isinstance(one.fact, kinds.MessageOut) and not one.fact.automatic)
        )
        for one in standing(entries)
    )


def check_how(how: str) -> How:
    """Return how two tickets are linked.

    Raises:
        Refused: in no way there is.
    """
    if how not in CONVERSE:
        raise Refused("Say how the two belong together.")
    return CONVERSE[CONVERSE[how]]
