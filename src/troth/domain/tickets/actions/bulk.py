"""Doing one thing to many tickets: each by its own rules, with a word for each that cannot go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import Note
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.queries import locked
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import Story, stories
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.actions import assigning, outgoing
from troth.domain.tickets.actions.assigning import Whose
from troth.domain.tickets.actions.outgoing import Letter
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of

CHUNK = 100
"""Tickets a transaction: short locks, and one word to the screens for all of them."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A ticket somebody chose, and the last entry they had seen of it; None for any."""

    number: int
    seen: int | None = None


@dataclass(slots=True)
class Outcome:
    """What became of many: those it was done to, and why not to the others."""

    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def give_each(
    picked: Sequence[Picked], whose: Whose, *, handover: str = "", by: User, at: datetime
) -> Outcome:
    """Give each ticket to somebody; with "turn", to one agent of the team after the other.

    A ticket that somebody else assigned since it was seen is left as it is.

    Raises:
        Refused: no such agent or team, or all of the team are away.
    """
    assigning.check(whose)
    here = assigning.here(by, at)

    def change(told: list[Story]) -> list[Change]:
        agents = assigning.turns_for(whose, len(told), at)
        return [
            assigning.handed(one, whose, agent, handover=handover, by=by.by)
            for one, agent in zip(told, agents, strict=True)
        ]

    def may(one: Story, seen: int | None) -> None:
        rules.check_assignable(one.standing)
        assigning.check_may_give(one.standing, whose, by, here)
        rules.check_not_assigned_since(one.entries, seen)

    return _each(picked, may, change, at)


def note_each(picked: Sequence[Picked], text: str, *, by: User, at: datetime) -> Outcome:
    """Keep the same note on each ticket.

    Raises:
        Refused: no text.
    """
    if not text.strip():
        raise Refused("Write the note first.")

    def change(told: list[Story]) -> list[Change]:
        bodies = [content(one.number, {"text": text.strip()}) for one in told]
        return [
            Change(one, [Draft(Note(name_of(body)), by=by.by)], [body])
            for one, body in zip(told, bodies, strict=True)
        ]

    return _each(picked, _anything_goes, change, at)


def close_each(
    picked: Sequence[Picked],
    *,
    reason: str,
    patch: str = "",
    component: str = "",
    by: User,
    at: datetime,
) -> Outcome:
    """Close each ticket for the same reason, by the same gate that one alone has to pass.

    A ticket on which people did anything since it was seen is left as it is.
    """
    more = {"reason": reason, "patch": patch, "component": component}
    letters: dict[int, Letter] = {}

    def may(one: Story, seen: int | None) -> None:
        rules.check_open(one.standing)
        rules.check_unchanged(one.entries, seen)
        rules.check_closing(one.standing, one.edition.policy, **more)

    def change(told: list[Story]) -> list[Change]:
        rows = Ticket.objects.select_related("reporter").in_bulk([one.number for one in told])
        return [_closing(one, rows[one.number]) for one in told]

    def _closing(one: Story, ticket: Ticket) -> Change:
        fact = rules.closed(one.edition.policy, reason, patch, component)
        notice = outgoing.letter(one.number, to=address_of(ticket), purpose="closing notice")
        letters[one.number] = notice
        return Change(one, [Draft(fact, by=by.by), notice.draft], [notice.content])

    def then(number: int, made: list[Entry]) -> None:
        outgoing.ask_for(number, made, letters[number])

    return _each(picked, may, change, at, then)


def _nothing_more(_number: int, _made: list[Entry]) -> None:
    """Ask for nothing after it was done."""


def _each(
    picked: Sequence[Picked],
    may: Callable[[Story, int | None], None],
    change: Callable[[list[Story]], list[Change]],
    at: datetime,
    then: Callable[[int, list[Entry]], None] = _nothing_more,
) -> Outcome:
    outcome = Outcome()
    once = list({one.number: one for one in picked}.values())
    for start in range(0, len(once), CHUNK):
        _chunk(once[start : start + CHUNK], may, change, at, outcome, then)
    return outcome


@transaction.atomic
def _chunk(
    picked: Sequence[Picked],
    may: Callable[[Story, int | None], None],
    change: Callable[[list[Story]], list[Change]],
    at: datetime,
    outcome: Outcome,
    then: Callable[[int, list[Entry]], None],
) -> None:
    """Do it to those tickets that allow it, in one transaction."""
    seen = {one.number: one.seen for one in picked}
    chains = locked(seen)
    outcome.refused += [(number, "There is no such ticket.") for number in seen.keys() - chains]
    willing = []
    for one in stories(chains.values()):
        try:
            may(one, seen[one.number])
        except Refused as refused:
            outcome.refused.append((one.number, refused.say))
        else:
            willing.append(one)
    if not willing:
        return
    changes = change(willing)
    changed = [one for one in changes if one.drafts]
    if changed:
        for each, made in zip(changed, commit_many(changed, at=at), strict=True):
            then(each.story.number, made)
    outcome.done += assigning.numbers_of(changes)


def _anything_goes(told: Story, seen: int | None) -> None:
    """Allow it, whatever the ticket's state."""
