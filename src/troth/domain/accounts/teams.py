"""Teams: forming them, taking turns, and being away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from troth.domain.accounts import rules
from troth.domain.accounts.models import Membership, Team, User
from troth.domain.accounts.rules import Member
from troth.domain.refusal import Refused

MOST_NOTE = 200


def form(name: str) -> Team:
    """Form a team.

    Raises:
        Refused: there is one of that name, or no name.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused("A team needs a name.")
    team, fresh = Team.objects.get_or_create(name=name)
    if not fresh:
        raise Refused(f"There is a team named {name} already.")
    return team


@transaction.atomic
def join(team: Team, users: Iterable[User]) -> None:
    """Let agents join a team; whoever is in it stays in it.

    Newcomers are placed behind the last turn, so that they are not given
    everything that comes in on their first day.
    """
    turn = Team.objects.select_for_update().get(pk=team.pk).turn
    for user in users:
        Membership.objects.get_or_create(team=team, user=user, defaults={"last_turn": turn})


def leave(team: Team, users: Iterable[User]) -> None:
    """Let agents leave a team. What is assigned to them stays theirs."""
    Membership.objects.filter(team=team, user__in=list(users)).delete()


@transaction.atomic
def take_new(team: Team, *, after: int) -> None:
    """Give tickets opened after number `after` to this team, in turn, and to no other."""
    Team.objects.filter(takes_new=True).update(takes_new=False)
    Team.objects.filter(pk=team.pk).update(takes_new=True, takes_new_after=after)


def take_no_new(team: Team) -> None:
    """Let new tickets lie until somebody takes them."""
    Team.objects.filter(pk=team.pk).update(takes_new=False)


def take_turns(team_id: int, count: int, *, at: datetime) -> list[int | None]:
    """Return who of a team is given each of `count` tickets; None where all are away.

    Call it inside the transaction that assigns: the team is locked until that
    ends, so two at once get turns one after the other.

    Raises:
        Refused: there is no such team.
    """
    team = Team.objects.select_for_update().filter(pk=team_id).first()
    if team is None:
        raise Refused("There is no such team any more. Choose another.")
    rows = list(Membership.objects.filter(team=team, user__is_active=True).select_related("user"))
    members = [Member(row.user_id, row.last_turn, is_away(row.user.away_until, at)) for row in rows]
    given, after = rules.turns(members, team.turn, count)
    newest = {member.id: member.last_turn for member in after}
    moved = [row for row in rows if row.last_turn != newest[row.user_id]]
    for row in moved:
        row.last_turn = newest[row.user_id]
    Membership.objects.bulk_update(moved, ["last_turn"])
    Team.objects.filter(pk=team.pk).update(turn=team.turn + count)
    return given


def is_away(until: datetime | None, at: datetime) -> bool:
    """Say whether somebody who is away until then is away now."""
    return until is not None and until > at


def go_away(user: User, *, until: datetime, note: str, at: datetime) -> None:
    """Say that somebody is away, until when and why.

    Raises:
        Refused: the time has passed already.
    """
    if until <= at:
        raise Refused("Choose a time to come that you will be back by.")
    user.away_until, user.away_note = until, " ".join(note.split())[:MOST_NOTE]
    User.objects.filter(pk=user.pk).update(away_until=until, away_note=user.away_note)


def come_back(user: User) -> None:
    """Say that somebody is here again."""
    user.away_until, user.away_note = None, ""
    User.objects.filter(pk=user.pk).update(away_until=None, away_note="")
