"""Reading drafts and canned replies."""

from django.db.models import F, Q

from troth.domain.accounts.models import User
from troth.domain.drafts.models import CannedReply, Draft


def drafts(owner: str, prefix: str) -> list[Draft]:
    """Return what an owner has under way below a prefix, the newest first."""
    rows = Draft.objects.filter(owner=owner, key__startswith=prefix).exclude(body={})
    return list(rows.order_by("-at", "-pk")[:100])


def beside(owner: str, key: str, writer: str) -> list[Draft]:
    """Return what the owner wrote under the same key elsewhere, the newest first."""
    rows = Draft.objects.filter(owner=owner, key=key).exclude(writer=writer).exclude(body={})
    return list(rows.order_by("-at", "-pk")[:5])


def canned_for(user: User) -> list[CannedReply]:
    """Return the canned replies of an agent's teams and of the whole desk, by title."""
    own = Q(team=None) | Q(team__in=user.teams.all())
    return list(CannedReply.objects.filter(own).select_related("team").order_by("title", "pk"))


def all_canned() -> list[CannedReply]:
    """Return every canned reply, those of the whole desk first."""
    rows = CannedReply.objects.select_related("team", "changed_by")
    return list(rows.order_by(F("team__name").asc(nulls_first=True), "title"))
