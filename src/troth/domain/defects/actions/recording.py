"""Keeping defects: entered, put in other words, declined, taken up again."""

from datetime import datetime

from django.db import transaction

from troth.domain.accounts.models import User
from troth.domain.defects.models import Change, Defect
from troth.domain.defects.rules import REF
from troth.domain.refusal import Refused


@transaction.atomic
def enter(
    *, title: str, what: str = "", component: str = "", kind: str = "defect", by: User, at: datetime
) -> Defect:
    """Enter a defect, or with "request" something that is asked for.

    Raises:
        Refused: it has no title, or is of no known kind.
    """
    if kind not in Defect.Kind.values:
        raise Refused("Say whether it is a defect or a request.")
    row = Defect(kind=kind, opened_at=at, opened_by=by)
    _say(row, title, what, component)
    row.save(force_insert=True)
    note(row, "entered", by=by.by, at=at)
    return row


@transaction.atomic
def edit(pk: int, *, title: str, what: str, component: str, by: User, at: datetime) -> Defect:
    """Put a defect in other words.

    Raises:
        Refused: there is no such defect, or it has no title.
    """
    row = locked(pk)
    before = (row.title, row.what, row.component)
    _say(row, title, what, component)
    if before != (row.title, row.what, row.component):
        row.save(update_fields=["title", "what", "component"])
        note(row, "edited", by=by.by, at=at)
    return row


@transaction.atomic
def decline(pk: int, *, why: str, by: User, at: datetime) -> Defect:
    """Say that nothing will be done about a defect. Its tickets stay as they are.

    Raises:
        Refused: there is no such defect, it is not open, or no reason is given.
    """
    row = locked(pk)
    if row.state != Defect.State.OPEN:
        raise Refused(f"{row.ref} is not open.")
    if not why.strip():
        raise Refused("Say why nothing will be done about it.")
    row.state = Defect.State.DECLINED
    row.save(update_fields=["state"])
    note(row, "declined", by=by.by, at=at, why=why)
    return row


@transaction.atomic
def take_up(pk: int, *, why: str, by: User, at: datetime) -> Defect:
    """Open a defect again: it was declined, or a patch did not put it right.

    Raises:
        Refused: there is no such defect, it is open, or no reason is given.
    """
    row = locked(pk)
    if row.state == Defect.State.OPEN:
        raise Refused(f"{row.ref} is open already.")
    if not why.strip():
        raise Refused("Say why it is open again.")
    row.state = Defect.State.OPEN
    row.save(update_fields=["state"])
    note(row, "taken up", by=by.by, at=at, why=why)
    return row


def note(defect: Defect, what: str, *, by: str, at: datetime, why: str = "") -> None:
    """Write down what was done to a defect."""
    Change.objects.create(defect=defect, what=what, by=by, at=at, why=why.strip()[:2_000])


def locked(pk: int) -> Defect:
    """Hold a defect until the transaction ends. Always before any ticket's lock.

    Raises:
        Refused: there is no such defect.
    """
    row = Defect.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused(f"There is no defect {REF}-{pk}. Look it up among the defects.")
    return row


def _say(row: Defect, title: str, what: str, component: str) -> None:
    row.title = " ".join(title.split())[:200]
    row.what, row.component = what.strip()[:20_000], " ".join(component.split())[:120]
    if not row.title:
        raise Refused("Give it a title: what goes wrong, in a few words.")
