"""The wallboard: the next hours as a drawing, the rest as large words and numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from troth.core.clock.hours import Hours
from troth.core.policy.edition import Edition
from troth.core.policy.prose import today
from troth.core.policy.prose.wording import main_hours
from troth.domain.contracts import queries as contracts
from troth.domain.tickets.queries import MANY
from troth.domain.tickets.wall import MOST, Owed, Share, Wall
from troth.interfaces.desk.screens.timeline import Drawing, Mark, draw
from troth.interfaces.ui.promises import TO_STAFF, Tone, tone_of
from troth.interfaces.ui.times import DeskClock, length_words

AHEAD = timedelta(hours=8)
BROKEN_SHOWN = 4
AGENTS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken promise."""

    ref: str
    what: str  # "Answer"
    ago: str  # "25 min"
    severity: str
    urgent: bool
    about: str  # whose it is, and for whom


@dataclass(frozen=True, slots=True)
class Bar:
    """One number beside others, as a bar."""

    name: str
    count: int
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """The wall at one instant."""

    iso: str
    clock: str
    zone: str
    day: str
    hours: str
    open: bool
    drawing: Drawing
    due: str
    broken: list[Broken]
    broken_count: str
    severities: list[Bar]
    agents: list[Bar]
    most: int  # of all bars, so that they compare
    waiting: list[Bar]
    total: str
    kept: int
    late: int
    owed: int


def span(edition: Edition, now: datetime) -> tuple[datetime, datetime]:
    """Return the start of the desk's day, and the instant up to which the wall looks ahead."""
    zone = _hours(edition).zone
    start = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return start.astimezone(now.tzinfo), now + AHEAD


def build(found: Wall, edition: Edition, clock: DeskClock, *, names: bool) -> Screen:
    """Put the wall into words. Customers are people only where `names` says so."""
    hours, now = _hours(edition), clock.now
    state, local = today(edition, now), now.astimezone(_hours(edition).zone)
    marks = list(_marks(found.due, clock, names=names))
    severities, agents = _severities(found.load, edition), _agents(found)
    return Screen(
        iso=local.isoformat(timespec="seconds"),
        clock=f"{local:%H:%M}",
        zone=hours.zone.key,
        day=date_format(local, "l j F"),
        hours=state.words,
        open=state.open,
        drawing=draw(marks, hours, clock, now + AHEAD, found.due_count),
        due=_count(found.due_count),
        broken=[_broken(one, now, names=names) for one in found.broken[:BROKEN_SHOWN]],
        broken_count=_count(found.broken_count),
        severities=severities,
        agents=agents,
        most=max([bar.count for bar in (*severities, *agents)], default=1) or 1,
        waiting=_waiting(found.load),
        total=_count(sum(one.count for one in found.load), MOST),
        kept=found.today.kept,
        late=found.today.late,
        owed=found.today.owed,
    )


def _hours(edition: Edition) -> Hours:
    return edition.hours(main_hours(edition.policy).key)


def _count(count: int, most: int = MANY) -> str:
    cap = most - 1 if most == MANY else most
    return f"{cap}+" if count >= most else str(count)


def _marks(due: Sequence[Owed], clock: DeskClock, *, names: bool) -> Iterator[Mark]:
    for one in due:
        severity, _urgent = _severity(one)
        tone: Tone = tone_of(one.due_at, one.warn_at, clock.now)
        yield Mark(
            at=one.due_at,
            tone=tone,
            head=f"{clock.at(one.due_at).words[-5:]} {_what(one.what)}",
            foot="" if one.held else f"· {severity}",
            about=f"{one.ref} · {_about(one, names=names)}",
        )


def _what(what: str) -> str:
    return str(TO_STAFF.get(what, what))


def _severity(one: Owed) -> tuple[str, bool]:
    policy = contracts.edition(one.edition).policy
    severity = policy.severity(one.severity)
    return severity.name, severity is policy.severities[0]


def _about(one: Owed, *, names: bool) -> str:
    """Return whose a ticket is and for whom: a customer by the name of its company alone."""
    people = (one.person, one.subject) if names else ()
    return " · ".join(filter(None, [one.agent or _("Nobody"), one.customer, *people]))


def _broken(one: Owed, now: datetime, *, names: bool) -> Broken:
    severity, urgent = _severity(one)
    return Broken(
        ref=one.ref,
        what=_what(one.what),
        ago=length_words(now - one.due_at),
        severity=severity,
        urgent=urgent,
        about=_about(one, names=names),
    )


def _severities(load: Sequence[Share], edition: Edition) -> list[Bar]:
    counts: Counter[str] = Counter()
    for one in load:
        counts[one.severity] += one.count
    known = [
        Bar(severity.name, counts.pop(severity.key, 0), urgent=place == 0)
        for place, severity in enumerate(edition.policy.severities)
    ]
    return known + [Bar(key, count) for key, count in sorted(counts.items())]


def _agents(found: Wall) -> list[Bar]:
    """Return whose the open tickets are: an agent's, else their team's, else nobody's."""
    counts: Counter[str] = Counter()
    nobody = 0
    for one in found.load:
        whose = found.agents.get(one.agent or 0) or found.teams.get(one.team or 0)
        if whose:
            counts[whose] += one.count
        else:
            nobody += one.count
    theirs = [Bar(name, count) for name, count in counts.most_common(AGENTS_SHOWN)]
    return [Bar(_("Nobody"), nobody), *theirs]


def _waiting(load: Sequence[Share]) -> list[Bar]:
    """Return what waits for a decision of ours before anything else can happen."""
    return [
        Bar(_("untriaged"), sum(n.count for n in load if not n.triaged and not n.held)),
        Bar(_("held"), sum(n.count for n in load if n.held)),
        Bar(_("to decide"), sum(n.count for n in load if n.undecided)),
    ]
