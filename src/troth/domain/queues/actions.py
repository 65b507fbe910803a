"""Keeping views: keep, order, begin with, forget."""

from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Max

from troth.domain.accounts.models import Membership, User
from troth.domain.queues import rules
from troth.domain.queues.models import Landing, SavedView
from troth.domain.refusal import Refused
from troth.domain.tickets.filter import Filter


@transaction.atomic
def keep(
    name: str, only: str, wanted: Filter, *, team_id: int | None = None, by: User
) -> SavedView:
    """Keep a tab and a filter under a name; the same name again takes the new ones.

    Raises:
        Refused: no name, too many views, or a team that they are not in.
    """
    name = rules.name_of(name)
    if not name:
        raise Refused("Give the view a name.")
    if team_id is not None and not Membership.objects.filter(team=team_id, user=by).exists():
        raise Refused("You can share a view with a team that you are in.")
    User.objects.select_for_update().get(pk=by.pk)  # two saved at once get two places
    mine = SavedView.objects.filter(owner=by)
    if mine.count() >= rules.MOST and not mine.filter(name=name).exists():
        raise Refused(f"{rules.MOST} views are saved already. Forget one of them first.")
    last = mine.aggregate(last=Max("place"))["last"]
    look = {"only": only, "query": urlencode(wanted.pairs()), "team_id": team_id}
    view, _ = SavedView.objects.update_or_create(
        owner=by,
        name=name,
        defaults=look,
        create_defaults={**look, "place": 0 if last is None else last + 1},
    )
    return view


def forget(view_id: int, *, by: User) -> None:
    """Forget a view of one's own; for whomever it was shared with, too.

    Raises:
        Refused: it is somebody else's, or no more.
    """
    _own(view_id, by).delete()


@transaction.atomic
def move(view_id: int, step: int, *, by: User) -> None:
    """Move a view of one's own towards the front (-1) or the back (1).

    Raises:
        Refused: it is somebody else's, or no more.
    """
    _own(view_id, by)
    rows = SavedView.objects.select_for_update().filter(owner=by).order_by("place", "pk")
    mine = {view.pk: view for view in rows}
    order = rules.moved(list(mine), view_id, step)
    for place, pk in enumerate(order):
        mine[pk].place = place
    SavedView.objects.bulk_update(mine.values(), ["place"])


def begin_with(view: SavedView | None, *, by: User) -> None:
    """Begin with a view from now on; with the whole queue for None."""
    if view is None:
        Landing.objects.filter(user=by).delete()
    else:
        Landing.objects.update_or_create(user=by, defaults={"view": view})


def _own(view_id: int, by: User) -> SavedView:
    found = SavedView.objects.filter(pk=view_id, owner=by).first()
    if found is None:
        raise Refused("This view is somebody else's, or was forgotten already.")
    return found
