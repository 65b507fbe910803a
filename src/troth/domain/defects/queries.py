"""Reading defects, patches, and what became of announcements."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Max, Q, Value
from django.db.models.functions import Coalesce

from troth.domain.accounts.models import User
from troth.domain.defects import rules
from troth.domain.defects.models import Announcement, Change, Defect, Gathered, Patch
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to

PAGE = 50
MOST = 500
"""Tickets that a defect's page shows at once."""


def defects(text: str = "", state: str = "", before: int | None = None) -> list[Defect]:
    """Return a page of defects with how many tickets each gathers, the newest first."""
    rows = Defect.objects.all()
    if state:
        rows = rows.filter(state=state)
    for word in text.split()[:8]:
        said = Q(title__icontains=word) | Q(what__icontains=word) | Q(component__icontains=word)
        number = rules.number(word)
        rows = rows.filter(said | Q(pk=number) if number else said)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.annotate(tickets=Count("gathered")).order_by("-pk")[: PAGE + 1])


def defect(pk: int) -> Defect | None:
    """Return a defect; None if there is none."""
    return Defect.objects.select_related("opened_by").filter(pk=pk).first()


def briefs(pks: Iterable[int]) -> list[Defect]:
    """Return some defects with their patches, in order."""
    rows = Defect.objects.filter(pk__in=list(pks))
    return list(rows.prefetch_related("patches").order_by("pk"))


def alike(ticket: Ticket, text: str, most: int = 8) -> list[Defect]:
    """Return open defects a ticket may come from: those found, or those gathered to lately."""
    found = [one for one in defects(text, "open") if one] if text.strip() else []
    if found or text.strip():
        return found[:most]
    rows = Defect.objects.filter(state=Defect.State.OPEN)
    rows = rows.annotate(tickets=Count("gathered"), newest=Max("gathered__ticket"))
    return list(rows.exclude(gathered__ticket=ticket).order_by("-newest", "-pk")[:most])


def changes(pk: int) -> list[Change]:
    """Return what was done to a defect, the newest first."""
    return list(Change.objects.filter(defect=pk).order_by("-pk")[:100])


def count(pk: int) -> int:
    """Return how many tickets a defect gathers."""
    return Gathered.objects.filter(defect=pk).count()


def tickets_of(user: User, pk: int) -> list[Ticket]:
    """Return the first `MOST` of a defect's tickets that a person may see, by customer."""
    rows = visible_to(user).filter(gathered__defect=pk)
    rows = rows.select_related("standing", "reporter", "reporter__customer")
    return list(rows.order_by(whose(), "-number")[:MOST])


def whose() -> Coalesce:
    """Return the expression of whose a ticket is, as `customer_of` says it."""
    return Coalesce("reporter__customer__name", "reporter__company", Value(""))


def customer_of(ticket: Ticket) -> str:
    """Return whose ticket it is: the customer as we know them, or as they say."""
    person = ticket.reporter
    if person is None:
        return ""
    return person.customer.name if person.customer else person.company


def known(pks: Sequence[int]) -> list[int]:
    """Return defects by their numbers.

    Raises:
        Refused: one of them is none.
    """
    there = set(Defect.objects.filter(pk__in=pks).values_list("pk", flat=True))
    for pk in pks:
        if pk not in there:
            raise Refused(f"There is no defect {rules.REF}-{pk}. Look it up among the defects.")
    return list(pks)


def names(done: Iterable[Change | Patch]) -> dict[str, str]:
    """Return the names of the agents who did something, as "agent:3" names them."""
    ids = {int(one.by[6:]) for one in done if one.by.startswith("agent:")}
    rows = User.objects.filter(pk__in=ids).values_list("pk", "name")
    return {f"agent:{pk}": name for pk, name in rows}


def patch(pk: int) -> Patch | None:
    """Return a patch with its announcement; None if there is none."""
    rows = Patch.objects.select_related("announcement", "announcement__author")
    return rows.prefetch_related("defects").filter(pk=pk).first()


def patches(before: int | None = None) -> list[Patch]:
    """Return a page of patches, the newest first."""
    rows = Patch.objects.select_related("announcement").prefetch_related("defects")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: PAGE + 1])


def notes_of(version: str) -> str:
    """Return a patch's release notes, where customers may be told them."""
    rows = Patch.objects.filter(version=version, notes_told=True)
    return rows.values_list("notes", flat=True).first() or ""


def announcements_of(pk: int) -> list[Announcement]:
    """Return what was announced for a defect, the newest first."""
    rows = Announcement.objects.filter(Q(defect=pk) | Q(patch__defects=pk))
    return list(rows.select_related("author", "patch").order_by("-pk")[:20])
