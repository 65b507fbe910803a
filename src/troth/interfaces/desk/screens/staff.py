"""The desk's own people and its teams, in words."""

from dataclasses import dataclass
from datetime import datetime

from troth.domain.accounts.models import Membership, Team, User
from troth.domain.accounts.queries import leads
from troth.domain.accounts.rules import STAFF, WORKERS
from troth.domain.accounts.teams import is_away
from troth.interfaces.desk.screens.roles import role_words

ROLES = [(role.value, role_words(role)) for role in STAFF]


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody who works here, and what whoever looks may do about them."""

    pk: int
    name: str
    email: str
    role: str
    role_words: str
    teams: str
    away_until: datetime | None
    note: str
    gone: bool
    led: bool  # whoever looks may say that they are away


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team, who is in it and who could be."""

    pk: int
    name: str
    takes_new: bool
    members: list[tuple[int, str]]
    others: list[tuple[int, str]]


def people(reader: User, at: datetime) -> list[PersonShown]:
    """Return everybody who works here by name, and then who left."""
    rows = User.objects.staff().prefetch_related("teams").order_by("-is_active", "name", "pk")
    return [
        PersonShown(
            pk=one.pk,
            name=one.name,
            email=one.email,
            role=one.role,
            role_words=str(role_words(one.role)),
            teams=", ".join(sorted(team.name for team in one.teams.all())),
            away_until=one.away_until if is_away(one.away_until, at) else None,
            note=one.away_note,
            gone=not one.is_active,
            led=one.is_active and one.role in WORKERS and leads(reader, one.pk),
        )
        for one in rows
    ]


def teams() -> list[TeamShown]:
    """Return every team by name."""
    workers = list(User.objects.agents().order_by("name", "pk").values_list("pk", "name"))
    inside: dict[int, set[int]] = {}
    for team, user in Membership.objects.values_list("team_id", "user_id"):
        inside.setdefault(team, set()).add(user)
    return [
        TeamShown(
            pk=team.pk,
            name=team.name,
            takes_new=team.takes_new,
            members=[one for one in workers if one[0] in inside.get(team.pk, ())],
            others=[one for one in workers if one[0] not in inside.get(team.pk, ())],
        )
        for team in Team.objects.order_by("name")
    ]
