"""Keeping drafts, and letting them go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from troth.domain.drafts import rules
from troth.domain.drafts.models import Draft
from troth.domain.refusal import Refused

LAST = 2**62
"""The turn of a draft that was sent: no save under way brings it back."""


@transaction.atomic
def keep(
    owner: str,
    key: str,
    body: dict[str, Any],
    at: datetime,
    *,
    writer: str = "",
    turn: int = 0,
    instead: Iterable[tuple[str, int]] = (),
) -> None:
    """Keep what a writer has written so far; a save that comes late changes nothing.

    It takes the place of the drafts it was made from, each named by its writer
    and turn (`instead`). One that changed meanwhile stays beside it.

    Raises:
        Refused: no such key, too long, or too many drafts of this owner.
    """
    rules.check(owner, key, body)
    body = body if rules.says_something(body) else {}
    if not body:
        Draft.objects.filter(owner=owner, key=key, writer=writer, turn__lt=turn).delete()
    elif not _replace(owner, key, body, at, writer, turn):
        _add(owner, key, body, at, writer, turn)
    for other, its_turn in instead:
        Draft.objects.filter(owner=owner, key=key, writer=other, turn=its_turn).delete()


def _replace(
    owner: str, key: str, body: dict[str, Any], at: datetime, writer: str, turn: int
) -> bool:
    row = Draft.objects.select_for_update().filter(owner=owner, key=key, writer=writer).first()
    if row is None:
        return False
    if turn >= row.turn:
        row.body, row.at, row.turn = body, at, turn
        row.save(update_fields=["body", "at", "turn"])
    return True


def _add(owner: str, key: str, body: dict[str, Any], at: datetime, writer: str, turn: int) -> None:
    most = rules.MOST[owner.partition(":")[0]]
    if Draft.objects.filter(owner=owner).exclude(body={}).count() >= most:
        raise Refused("You have too many drafts. Send some, or give them up.")
    # Another save of the same writer may add the row first: then that one stands.
    Draft.objects.bulk_create(
        [Draft(owner=owner, key=key, writer=writer, turn=turn, body=body, at=at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def drop(
    owner: str,
    key: str,
    *,
    writer: str = "",
    at: datetime | None = None,
    instead: Iterable[tuple[str, int]] = (),
) -> None:
    """Let go of a draft that was sent, and of the parts under its key ("key:part").

    With `writer` and `at`, only of what that writer wrote, or wrote on from
    (`instead`, as in `keep`): what was written elsewhere meanwhile stays.
    """
    rows = Draft.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"), owner=owner)
    if not writer or at is None:
        rows.delete()
        return
    rows.filter(writer=writer).update(body={}, turn=LAST, at=at)
    for other, its_turn in instead:
        rows.filter(writer=other, turn=its_turn).delete()


def adopt(old: str, new: str) -> int:
    """Give a visitor's drafts to the person they turned out to be; return how many."""
    taken = Draft.objects.filter(owner=new).values("key")
    return Draft.objects.filter(owner=old).exclude(key__in=taken).update(owner=new)


def sweep(at: datetime) -> int:
    """Delete drafts that nobody has touched for long; return how many."""
    old = Q(at__lt=at - rules.KEPT) | Q(body={}, at__lt=at - rules.FORGOTTEN)
    old |= Q(owner__startswith="visitor:", at__lt=at - rules.KEPT_OF_VISITORS)
    return Draft.objects.filter(old).delete()[0]
