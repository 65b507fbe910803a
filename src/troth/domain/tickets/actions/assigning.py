"""Assigning: whose ticket it is. By hand, to a team, or to whoever's turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from troth.core.facts.kinds import Assigned
from troth.core.promises.standing import Standing as RuleStanding
from troth.domain.accounts.models import Team, User
from troth.domain.accounts.rules import Right
from troth.domain.accounts.teams import is_away, take_turns
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import locked_free
from troth.domain.promises.actions import Change, commit, commit_many
from troth.domain.promises.models import Standing
from troth.domain.promises.story import Story, stories, story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a ticket is to be.

    An "agent" takes it and leaves it with its team; a "team" has it until one of
    them takes it; "turn" is the agent of a team whose turn it is; "nobody" gives
    it back to its team, and "no team" to the whole desk.
    """

    kind: Literal["agent", "team", "turn", "nobody", "no team"]
    id: int = 0


def assign(number: int, *, agent_id: int | None, seen: int, by: User, at: datetime) -> Ticket:
    """Give a ticket to an agent, or to nobody with None; see `give`."""
    whose = Whose("nobody") if agent_id is None else Whose("agent", agent_id)
    return give(number, whose, seen=seen, by=by, at=at)


@transaction.atomic
def give(
    number: int, whose: Whose, *, handover: str = "", seen: int, by: User, at: datetime
) -> Ticket:
    """Give a ticket to somebody, with what they have to know to go on with it.

    Raises:
        Refused: no such agent or team, everybody whose turn it could be is
            away, the ticket is closed, or it is somebody else's to hand on.
    """
    told = story(number, seen=seen)
    rules.check_assignable(told.standing)
    check(whose)
    check_may_give(told.standing, whose, by, here(by, at))
    agents = turns_for(whose, 1, at)
    change = handed(told, whose, agents[0], handover=handover, by=by.by)
    if change.drafts:
        commit(told, change.drafts, at=at, contents=change.contents)
    return Ticket.objects.get(pk=number)


def check(whose: Whose) -> None:
    """Refuse somebody who does not work here, and a team that is no more."""
    if whose.kind == "agent":
        if not User.objects.agents().filter(pk=whose.id).exists():
            raise Refused("Nobody by that name works here any more. Choose somebody else.")
    elif whose.kind == "team" and not Team.objects.filter(pk=whose.id).exists():
        raise Refused("There is no such team any more. Choose another.")


def here(by: User, at: datetime) -> frozenset[int]:
    """Return whose tickets stay theirs: who works here now, and nobody's to a lead."""
    if by.may(Right.REASSIGN):
        return frozenset()
    rows = User.objects.agents().values_list("pk", "away_until")
    return frozenset(pk for pk, until in rows if not is_away(until, at))


def check_may_give(now: RuleStanding, whose: Whose, by: User, here: frozenset[int]) -> None:
    """Refuse to hand on what is somebody else's; `here` is what `here` returned.

    Raises:
        Refused: it is somebody's who is here, and whoever gives it is no lead.
    """
    to = whose.id if whose.kind == "agent" else None
    rules.check_may_give(now, by=by.pk, to=to, here=here)


def turns_for(whose: Whose, count: int, at: datetime) -> list[int | None]:
    """Return the agent of each of `count` tickets; with "turn" the team is locked for that.

    Raises:
        Refused: it is a team's turn, and all of them are away.
    """
    if whose.kind != "turn":
        return [whose.id if whose.kind == "agent" else None] * count
    found = take_turns(whose.id, count, at=at)
    if None in found:
        raise Refused("Everybody in this team is away. Give it to the team, or to somebody else.")
    return found


def handed(told: Story, whose: Whose, agent: int | None, *, handover: str = "", by: str) -> Change:
    """Return the change that gives a ticket to somebody: none where it is theirs already."""
    now = told.standing
    team = now.team if whose.kind in ("agent", "nobody") else whose.id or None
    note = handover.strip()
    if (agent, team) == (now.assignee, now.team) and not note:
        return Change(told)
    bodies = [content(told.number, {"text": note})] if note else []
    fact = Assigned(agent, team, name_of(bodies[0]) if bodies else None)
    return Change(told, [Draft(fact, by=by)], bodies)


@transaction.atomic
def give_out(*, at: datetime, limit: int = 100) -> int:
    """Give new tickets to the team that takes them, each to the one whose turn it is.

    A ticket somebody assigned before, be it to nobody, is not new; a held report
    is none yet. Where everybody is away it lies with the team. Returns how many
    were given out.
    """
    team = Team.objects.filter(takes_new=True).first()
    if team is None:
        return 0
    new = Standing.objects.filter(in_queue=True, given=False, held=False)
    numbers = new.filter(chain__gt=team.takes_new_after).order_by("chain")
    free = locked_free(list(numbers.values_list("chain_id", flat=True)[:limit]))
    told = [one for one in stories(free.values()) if rules.is_new(one.standing)]
    if not told:
        return 0
    agents = take_turns(team.pk, len(told), at=at)
    whose = Whose("turn", team.pk)
    commit_many(
        [handed(one, whose, agent, by="desk") for one, agent in zip(told, agents, strict=True)],
        at=at,
    )
    return len(told)


def newest_number() -> int:
    """Return the number of the newest ticket there is; 0 before the first."""
    return Chain.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def numbers_of(changes: Sequence[Change]) -> list[int]:
    """Return the tickets of some changes, in order."""
    return [change.story.number for change in changes]
