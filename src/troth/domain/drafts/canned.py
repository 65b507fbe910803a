"""Preparing canned replies. Any agent may: who changed one last is kept."""

from datetime import datetime

from django.db import IntegrityError, transaction

from troth.domain.accounts.models import Team, User
from troth.domain.drafts.filling import NAMES, unknown
from troth.domain.drafts.models import CannedReply
from troth.domain.refusal import Refused


def prepare(
    *, title: str, text: str, team_id: int | None, by: User, at: datetime, pk: int | None = None
) -> CannedReply:
    """Keep a canned reply, new or in place of `pk`.

    Raises:
        Refused: no title or text, a variable that no ticket fills, or a title taken.
    """
    row = CannedReply() if pk is None else _known(pk)
    row.title, row.text = title.strip()[:80], text.strip()
    if not row.title or not row.text:
        raise Refused("Give it a title and a text.")
    if names := unknown(text):
        can = ", ".join(f"{{{{{name}}}}}" for name in NAMES)
        raise Refused(f"No ticket fills {', '.join(names)}. What can be filled in: {can}.")
    row.team = Team.objects.filter(pk=team_id).first() if team_id else None
    row.changed_by, row.changed_at = by, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(f"There is a canned reply “{row.title}” already. Change that one.") from None
    return row


def remove(pk: int) -> None:
    """Remove a canned reply. Messages made from it stay as they are."""
    _known(pk).delete()


def _known(pk: int) -> CannedReply:
    row = CannedReply.objects.filter(pk=pk).first()
    if row is None:
        raise Refused("This canned reply is gone: somebody has removed it.")
    return row
