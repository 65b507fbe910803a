"""Reading drafts."""

from troth.domain.drafts.models import Draft


def drafts(owner: str, prefix: str) -> list[Draft]:
    """Return what an owner has under way below a prefix, the newest first."""
    rows = Draft.objects.filter(owner=owner, key__startswith=prefix).exclude(body={})
    return list(rows.order_by("-at", "-pk")[:100])


def beside(owner: str, key: str, writer: str) -> list[Draft]:
    """Return what the owner wrote under the same key elsewhere, the newest first."""
    rows = Draft.objects.filter(owner=owner, key=key).exclude(writer=writer).exclude(body={})
    return list(rows.order_by("-at", "-pk")[:5])
