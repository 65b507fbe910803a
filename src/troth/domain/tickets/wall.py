"""What the wallboard asks: a few numbers and the next promises, each from an index and capped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from troth.domain.accounts.models import Team, User
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import MANY, visible_to

_ORDER = ("standing__queue_at", "standing__chain")
MOST = 2_000
"""Tickets whose load is counted: those due first. Of more, the wall says that there are more."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise that somebody has to keep next, with what a wall says of it."""

    number: int
    prefix: str
    subject: str
    edition: int
    severity: str
    held: bool
    what: str
    due_at: datetime
    warn_at: datetime | None
    agent: str | None
    customer: str | None
    person: str | None

    @property
    def ref(self) -> str:
        return f"{self.prefix}-{self.number}"


_OF_OWED = (
    *("number", "prefix", "subject", "edition", "standing__severity", "standing__held"),
    *("standing__next_what", "standing__queue_at", "standing__next_warn_at"),
    *("standing__assignee__name", "reporter__customer__name", "reporter__name"),
)


@dataclass(frozen=True, slots=True)
class Share:
    """How many open tickets are alike in severity and in whose they are."""

    severity: str
    triaged: bool
    held: bool
    undecided: bool
    agent: int | None
    team: int | None  # whose it is while no agent has it
    count: int


@dataclass(frozen=True, slots=True)
class Today:
    """How the promises of a day went so far."""

    kept: int
    late: int
    owed: int  # broken today, and still to be kept


@dataclass(frozen=True, slots=True)
class Wall:
    """All that the wall shows."""

    due: Sequence[Owed]
    due_count: int
    broken: Sequence[Owed]
    broken_count: int
    load: Sequence[Share]
    agents: dict[int, str]
    teams: dict[int, str]
    today: Today


def wall(user: User, *, now: datetime, until: datetime, since: datetime, most: int = 100) -> Wall:
    """Return what falls due by `until`, what is broken, the load, and the day since its start."""
    open_ = visible_to(user).filter(standing__in_queue=True)
    due = open_.filter(standing__queue_at__gte=now, standing__queue_at__lte=until)
    broken = open_.filter(standing__queue_at__lt=now)
    load = _load(user)
    ids = {share.agent for share in load if share.agent is not None}
    teams = {share.team for share in load if share.team is not None}
    return Wall(
        due=_first(due, most),
        due_count=_capped(due),
        # The latest first: what has been broken for days is counted, and the queue's to show.
        broken=_first(broken, 10, latest=True),
        broken_count=_capped(broken),
        load=load,
        agents=dict(User.objects.filter(pk__in=ids).values_list("pk", "name")),
        teams=dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")),
        today=_today(user, now, since),
    )


def _first(rows: QuerySet[Ticket], most: int, *, latest: bool = False) -> list[Owed]:
    order = ("-standing__queue_at", "-standing__chain") if latest else _ORDER
    return [Owed(*row) for row in rows.order_by(*order).values_list(*_OF_OWED)[:most]]


def _capped(rows: QuerySet[Ticket]) -> int:
    return rows.order_by(*_ORDER).values("pk")[:MANY].count()


def _load(user: User) -> list[Share]:
    first = visible_to(user).filter(standing__in_queue=True).order_by(*_ORDER)
    alike = ("severity", "triaged", "held", "undecided", "assignee", "team")
    rows = Standing.objects.filter(pk__in=first.values("pk")[:MOST])
    return [Share(*row) for row in rows.values_list(*alike).annotate(n=Count("pk")).order_by()]


def _today(user: User, now: datetime, since: datetime) -> Today:
    if not user.is_active:
        return Today(0, 0, 0)
    kept = StoredPromise.objects.filter(kept_at__gte=since, kept_at__lte=now)
    in_time = Q(kept_at__lte=F("due_at"))
    told = kept.aggregate(kept=Count("pk", filter=in_time), late=Count("pk", filter=~in_time))
    owed = visible_to(user).filter(
        standing__in_queue=True, standing__queue_at__gte=since, standing__queue_at__lt=now
    )
    return Today(told["kept"], told["late"], _capped(owed))
