"""Reading saved views."""

from collections.abc import Collection
from urllib.parse import parse_qsl

from django.db.models import Q

from troth.domain.accounts.models import User
from troth.domain.queues.models import Landing, SavedView
from troth.domain.tickets.filter import Pair


def views(user: User, teams: Collection[int]) -> list[SavedView]:
    """Return somebody's own views in their order, then those shared with their teams."""
    seen = SavedView.objects.filter(Q(owner=user) | Q(team__in=list(teams)))
    found = seen.select_related("team", "owner").order_by("place", "name", "pk")
    return sorted(found, key=lambda view: view.owner_id != user.pk)


def landing(user: User) -> SavedView | None:
    """Return the view somebody begins with; None for the whole queue.

    A view of a team that they have left, or that is shared no more, is none of theirs.
    """
    found = Landing.objects.filter(user=user).select_related("view").first()
    if found is None:
        return None
    view = found.view
    if view.owner_id == user.pk or view.team_id in user.teams.values_list("pk", flat=True):
        return view
    return None


def pairs(view: SavedView) -> list[Pair]:
    """Return what a view's filter asks for."""
    return parse_qsl(view.query)
