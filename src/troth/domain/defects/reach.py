"""Who is reached by a message to many, and how it fared with each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from troth.domain.customers.models import Address, Person
from troth.domain.defects.models import Announcement, Gathered, Told
from troth.domain.defects.queries import whose
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.participants import address_of


@dataclass(frozen=True, slots=True)
class Audience:
    """Who waits for some defects: tickets, those who would be written to, and their customers."""

    tickets: int
    reached: int
    customers: int
    closed: int
    held: int
    unreachable: int


def audience(defects: Sequence[int]) -> Audience:
    """Count who would be told, as things stand."""
    rows = _waiting(defects)
    open_ = rows.filter(standing__closed_at=None, standing__held=False)
    reachable = open_.filter(_reachable())
    customers = reachable.values_list(whose()).distinct().count()
    tickets, closed = rows.count(), rows.filter(standing__closed_at__isnull=False).count()
    reached, working = reachable.count(), open_.count()
    return Audience(
        tickets, reached, customers, closed, tickets - closed - working, working - reached
    )


def reached(defects: Sequence[int]) -> int:
    """Return how many tickets would be written to, as things stand."""
    return audience(defects).reached


def first_reached(defects: Sequence[int]) -> Ticket | None:
    """Return the first ticket that would be written to, to show the words filled in for it."""
    rows = _waiting(defects).filter(standing__closed_at=None, standing__held=False)
    rows = rows.filter(_reachable()).select_related("reporter", "reporter__customer")
    return rows.order_by("number").first()


def _waiting(defects: Sequence[int]) -> QuerySet[Ticket]:
    mine = Gathered.objects.filter(ticket=OuterRef("pk"), defect__in=defects)
    return Ticket.objects.filter(Exists(mine))


def _reachable() -> Q:
    mail = Address.objects.filter(person=OuterRef("reporter"), kind="mail")
    return Q(Exists(mail)) | Q(channel="web")


def names_of(defects: Sequence[int]) -> list[str]:
    """Return the names of everybody who waits for some defects: customers, companies, people."""
    people = Person.objects.filter(pk__in=_waiting(defects).values("reporter"))
    rows = people.values_list("name", "company", "customer__name").distinct()
    return sorted({name for row in rows for name in row if name})


def defects_of(row: Announcement) -> list[int]:
    """Return the defects whose tickets an announcement is for."""
    if row.patch is None:
        return [row.defect_id] if row.defect_id else []
    return list(row.patch.defects.order_by("pk").values_list("pk", flat=True))


def left(row: Announcement, defects: Sequence[int], *, after: int) -> QuerySet[Gathered, int]:
    """Return the numbers of tickets that an announcement has not told yet, in order."""
    told = Told.objects.filter(announcement=row, ticket=OuterRef("ticket"))
    rows = Gathered.objects.filter(~Exists(told), defect__in=defects, ticket__gt=after)
    return rows.order_by("ticket").values_list("ticket", flat=True).distinct()


def addresses(tickets: Iterable[Ticket]) -> dict[int, str]:
    """Return the mail address each ticket's reporter is written to, where one is known."""
    rows = list(tickets)
    here = {one.reporter.pk for one in rows if one.reporter and one.reporter.left_at is None}
    known = Address.objects.filter(person__in=here, kind="mail").order_by("-pk")
    mail = dict(known.values_list("person_id", "value"))  # the oldest comes last, and stays
    return {
        one.number: mail.get(one.reporter_id, "")
        if one.reporter_id is not None and one.reporter_id in here
        else address_of(one)
        for one in rows
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an announcement fares: its tickets, its messages, and what a next hop said of those."""

    tickets: int
    written: int
    not_written: dict[str, int]  # why -> how many
    mailed: int
    accepted: int
    lost: int
    unknown: int
    doubled: int  # tries that may have made a second copy


def outcome(row: Announcement) -> Outcome:
    """Count what became of an announcement so far."""
    rows = Told.objects.filter(announcement=row)
    why = dict(rows.exclude(why_not="").values_list("why_not").annotate(Count("pk")))
    written = rows.exclude(position=None).count()
    sendings = Sending.objects.filter(_sent(row))
    states = dict(sendings.order_by().values_list("state").annotate(Count("pk")))
    taken = (Sending.State.ACCEPTED, Sending.State.DELIVERED)
    return Outcome(
        tickets=written + sum(why.values()),
        written=written,
        not_written=why,
        mailed=sum(states.values()),
        accepted=sum(states.get(one, 0) for one in taken),
        lost=states.get(Sending.State.NOT_DELIVERED, 0),
        unknown=states.get(Sending.State.UNKNOWN, 0),
        doubled=sum(sendings.filter(unsure__gt=0).values_list("unsure", flat=True)),
    )


def _sent(row: Announcement) -> Exists:
    told = Told.objects.filter(
        announcement=row, ticket=OuterRef("ticket"), position=OuterRef("position")
    )
    return Exists(told)
