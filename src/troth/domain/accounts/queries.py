"""Reading who works here."""

from troth.domain.accounts.models import Membership, Team, User


def agents() -> list[User]:
    """Return those who work here, by name."""
    return list(User.objects.agents().order_by("name", "pk"))


def teams() -> list[Team]:
    """Return every team, by name."""
    return list(Team.objects.order_by("name"))


def teams_of(user: User) -> list[int]:
    """Return the teams somebody is in."""
    return list(
        Membership.objects.filter(user=user).order_by("team").values_list("team_id", flat=True)
    )
