"""Linking tickets to defects, and taking that back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import DefectLinked, DefectUnlinked, PatchReleased
from troth.domain.accounts.models import User
from troth.domain.defects.actions.recording import locked
from troth.domain.defects.models import Defect, Gathered, Patch
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import Story, story
from troth.domain.refusal import Refused


@transaction.atomic
def link(number: int, defect: int, *, seen: int | None, by: User, at: datetime) -> None:
    """Let a ticket wait for a defect together with others. Nobody is written to.

    Where a patch for it is out already, the ticket learns of that as well.

    Raises:
        Refused: there is no such defect, or the ticket is linked to it or held.
    """
    row = locked(defect)  # so that no patch of it is announced to all but this ticket
    told = story(number, seen=seen)
    if told.standing.held:
        raise Refused("This report is held. Accept it as a ticket first.")
    if defect in told.standing.defects:
        raise Refused(f"This ticket is linked to {row.ref} already.")
    out = Patch.objects.filter(defects=row, announcement__done_at__isnull=False)
    drafts = [Draft(DefectLinked(defect), by=by.by)]
    drafts += [Draft(one, by="desk") for one in _released(out.order_by("pk"), row, told)]
    Gathered.objects.get_or_create(defect=row, ticket_id=number)
    commit(told, drafts, at=at)


@transaction.atomic
def unlink(number: int, defect: int, *, seen: int | None, by: User, at: datetime) -> None:
    """Take a ticket out of those that wait for a defect.

    Raises:
        Refused: it is not linked to it.
    """
    told = story(number, seen=seen)
    if defect not in told.standing.defects:
        raise Refused("This ticket is not linked to that defect.")
    Gathered.objects.filter(defect=defect, ticket=number).delete()
    commit(told, [Draft(DefectUnlinked(defect), by=by.by)], at=at)


def _released(patches: Iterable[Patch], defect: Defect, told: Story) -> list[PatchReleased]:
    return [
        PatchReleased(one.version, tuple(one.defects.order_by("pk").values_list("pk", flat=True)))
        for one in patches
        if defect.state == Defect.State.FIXED and not knows(told, one.version)
    ]


def knows(told: Story, version: str) -> bool:
    """Say whether a ticket was told of a patch."""
    facts = (entry.fact for entry in told.entries)
    return any(isinstance(fact, PatchReleased) and fact.version == version for fact in facts)
