"""Announcing to many: a workaround, or a patch; each ticket in its own thread, once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.defects import reach, rules, wording
from troth.domain.defects.actions.recording import locked, note
from troth.domain.defects.models import Announcement, Defect, Patch
from troth.domain.refusal import Refused

JOB = "defects.announce"


@transaction.atomic
def send_workaround(
    defect: int,
    *,
    text: str,
    resolves: bool = False,
    expected: int | None = None,
    sure: bool = False,
    by: User,
    at: datetime,
) -> Announcement:
    """Write a workaround to every customer whose ticket waits for a defect.

    `expected` is how many were to get it when its writer looked; with `sure` it
    may name a customer.

    Raises:
        Refused: there is no such defect, no text, a variable that no ticket
            fills, a customer is named, nobody gets it, or others than expected.
    """
    row = locked(defect)
    if not text.strip():
        raise Refused("Write the workaround first.")
    wording.check(text, defects=[row.pk], sure=sure)
    _check_expected(reach.reached([row.pk]), expected)
    row.workaround = text.strip()
    row.save(update_fields=["workaround"])
    note(row, "workaround sent", by=by.by, at=at)
    made = Announcement.objects.create(
        defect=row, text=text.strip(), resolves=resolves, author=by, made_at=at
    )
    outbox.ask(JOB, announcement=made.pk)
    return made


@transaction.atomic
def release(
    version: str,
    *,
    fixes: Sequence[int],
    notes: str = "",
    released_on: date,
    text: str = "",
    resolves: bool = False,
    expected: int | None = None,
    sure: bool = False,
    author: User | None = None,
    by: str,
    at: datetime,
) -> tuple[Patch, bool]:
    """Release a patch and announce it once; the same release again changes nothing.

    Every ticket of its defects learns of it, and its customer is told: in the
    words of `text`, which its `author` wrote and which count as news, or else in
    the desk's own, which are none. Returns the patch, and whether it was new.

    Raises:
        Refused: no version, defects that are not there, the same version for
            other defects or with other notes, or words that may not be told.
    """
    version = rules.version(version)
    defects = [locked(pk) for pk in sorted(set(fixes))]
    if not defects:
        raise Refused("Name the defects that this patch puts right, such as DEF-12.")
    known = Patch.objects.filter(version=version).first()
    if known is not None:
        _check_same(known, defects, notes)
        return known, False
    if text.strip():
        if author is None:
            raise Refused("Say who wrote these words: only a person's are news.")
        wording.check(text, defects=[one.pk for one in defects], sure=sure)
    _check_expected(reach.reached([one.pk for one in defects]), expected)
    notes = notes.strip()[: rules.LONGEST]
    patch = Patch(version=version, released_on=released_on, notes=notes, entered_at=at, by=by)
    patch.notes_told = not wording.names(notes, [one.pk for one in defects])
    patch.save(force_insert=True)
    patch.defects.set(defects)
    for one in defects:
        one.state = Defect.State.FIXED
        one.save(update_fields=["state"])
        note(one, "patch released", by=by, at=at, why=version)
    words = text.strip()
    made = Announcement.objects.create(
        patch=patch,
        text=words,
        resolves=bool(words) and resolves,
        author=author if words else None,
        made_at=at,
    )
    outbox.ask(JOB, announcement=made.pk)
    return patch, True


def _check_same(known: Patch, defects: Sequence[Defect], notes: str) -> None:
    fixes = set(known.defects.values_list("pk", flat=True))
    same_notes = not notes.strip() or notes.strip()[: rules.LONGEST] == known.notes
    if fixes != {one.pk for one in defects} or not same_notes:
        raise Refused(
            f"Patch {known.version} was released before, with other defects or notes. What was"
            " announced stays: give what is new a version of its own."
        )


def _check_expected(reached: int, expected: int | None) -> None:
    if expected is not None and reached != expected:
        raise Refused(
            f"Meanwhile {reached} tickets would be written to, not {expected}. Look at the preview"
            " again, then send it."
        )
