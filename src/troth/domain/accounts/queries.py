"""Reading who works here."""

from troth.domain.accounts.models import Membership, Team, User
from troth.domain.accounts.rules import Right, who_may


def agents() -> list[User]:
    """Return those who work here, by name."""
    return list(User.objects.agents().order_by("name", "pk"))


def administrators() -> int:
    """Return how many may look after the desk."""
    return User.objects.filter(role__in=who_may(Right.RUN), is_active=True).count()


def nobody_works_here() -> bool:
    """Say whether this desk has no people of its own yet, not even some who left."""
    return not User.objects.staff().exists()


def leads(by: User, agent_id: int) -> bool:
    """Say whether somebody may say who is away: of everybody, or of a team they are in."""
    if by.may(Right.RUN):
        return True
    mine = Membership.objects.filter(user=by).values("team")
    theirs = Membership.objects.filter(team__in=mine, user=agent_id)
    return by.may(Right.LEAD) and theirs.exists()


def given_new_tickets() -> set[int]:
    """Return who is in the team that new tickets are given to, in turn."""
    rows = Membership.objects.filter(team__takes_new=True, user__is_active=True)
    return set(rows.values_list("user_id", flat=True))


def teams() -> list[Team]:
    """Return every team, by name."""
    return list(Team.objects.order_by("name"))


def teams_of(user: User) -> list[int]:
    """Return the teams somebody is in."""
    return list(
        Membership.objects.filter(user=user).order_by("team").values_list("team_id", flat=True)
    )
