"""Who is on call, as the desk's page shows it: now, next, day by day, and where nobody is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from troth.core.urgent.reached import needed
from troth.core.urgent.rota import Shift
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.tickets.queries import visible_to
from troth.domain.urgent import queries
from troth.domain.urgent.models import Way
from troth.interfaces.pager.ways import KINDS
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

DAYS = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer now: who has it until when, and who comes next and when."""

    key: str
    name: str
    who: str
    until: Moment | None
    next: str
    next_at: Moment | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One person's part of a day: "08:00-20:00", or nothing for the whole of it."""

    when: str
    who: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: a list of pieces for each layer, in the rota's order."""

    day: date
    today: bool
    layers: list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An override that stands: what it says, and its id to give it back."""

    id: int
    layer: str
    who: str
    begins: Moment
    ends: Moment


@dataclass(frozen=True, slots=True)
class Open:
    """A page that nobody has yet."""

    number: int
    ref: str
    subject: str
    since: Moment
    loud: bool


@dataclass(frozen=True, slots=True)
class OneWay:
    """One of the reader's own ways: its kind, where to without secrets, how long after."""

    id: int
    kind: str
    to: str
    after: int


@dataclass(frozen=True, slots=True)
class Screen:
    """All of the page."""

    name: str
    zone: str
    layers: list[Layer]
    days: list[Day]
    gaps: list[tuple[Moment, Moment]]
    taken: list[Taken]
    pages: list[Open]
    ways: list[OneWay]
    urgent: bool  # the policy has a line that reaches the person on call


def screen(user: User, at: datetime) -> Screen:
    """Return the page as a reader sees it."""
    _id, edition = contracts.current(at)
    clock = desk_clock(edition, at, user.zone)
    names = dict(User.objects.staff().values_list("email", "name"))
    rota = queries.rota()
    cover = needed(edition)
    gaps = queries.uncovered(at, at + queries.WARNED_AHEAD, cover) if cover else []
    called = {one.key: one.name for one in rota.layers} if rota else {}
    return Screen(
        name=rota.name if rota else "",
        zone=str(rota.zone) if rota else "",
        layers=[_layer(one, names, clock) for one in queries.on_call(at)],
        days=_days(rota.zone, names, at) if rota else [],
        gaps=[(clock.at(begins), clock.at(ends)) for begins, ends in gaps],
        taken=[
            Taken(
                one.pk,
                called.get(one.layer, one.layer),
                one.agent.name,
                clock.at(one.begins),
                clock.at(one.ends),
            )
            for one in queries.standing_overrides(at, at + queries.LONGEST_LOOK)
        ],
        pages=_open(user, clock),
        ways=[_way(one) for one in queries.ways_of(user.pk)],
        urgent=cover is not None,
    )


def _layer(one: queries.OnCall, names: Mapping[str, str], clock: DeskClock) -> Layer:
    person, coming = one.now.person, one.next
    return Layer(
        one.layer,
        one.name,
        names.get(person, person) if person else "",
        clock.at(one.now.ends) if coming or not person else None,
        names.get(coming.person or "", "") if coming else "",
        clock.at(coming.begins) if coming else None,
    )


def _days(zone: ZoneInfo, names: Mapping[str, str], at: datetime) -> list[Day]:
    """Return the days from today on, on the rota's own calendar."""
    today = at.astimezone(zone).date()
    edges = [
        datetime.combine(today + n * DAY, time(), zone).astimezone(UTC) for n in range(DAYS + 1)
    ]
    calendar = queries.calendar(edges[0], edges[-1])
    return [
        Day(
            today + n * DAY,
            n == 0,
            [_pieces(shifts, edges[n], edges[n + 1], zone, names) for shifts in calendar.values()],
        )
        for n in range(DAYS)
    ]


def _by_person(shifts: list[Shift]) -> Iterator[Shift]:
    """Yield shifts with those of one person that follow each other as one, whatever their turns."""
    for _person, own in groupby(shifts, key=lambda one: one.person):
        first, *more = own
        yield replace(first, ends=(more or [first])[-1].ends)


def _pieces(
    shifts: list[Shift], begins: datetime, ends: datetime, zone: ZoneInfo, names: Mapping[str, str]
) -> list[Piece]:
    found = []
    for one in _by_person(shifts):
        since, until = max(one.begins, begins), min(one.ends, ends)
        if since >= until:
            continue
        whole = (since, until) == (begins, ends)
        first, last = (edge.astimezone(zone) for edge in (since, until))
        end = "24:00" if until == ends else f"{last:%H:%M}"
        when = "" if whole else f"{first:%H:%M}–{end}"
        found.append(Piece(when, names.get(one.person, one.person) if one.person else ""))
    return found


def _open(user: User, clock: DeskClock) -> list[Open]:
    rows = {one.chain_id: one for one in queries.open_pages()}
    seen = visible_to(user).filter(pk__in=rows).order_by("pk")
    return [
        Open(
            one.pk,
            one.ref,
            one.subject,
            clock.ago(rows[one.pk].paged_at),
            rows[one.pk].missed_at is not None,
        )
        for one in seen
    ]


def _way(one: Way) -> OneWay:
    kind = KINDS.get(one.kind)
    return OneWay(
        one.pk, str(kind.name) if kind else one.kind, kind.shown(one.to) if kind else "", one.after
    )
