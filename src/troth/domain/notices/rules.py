"""Who is told what, and how soon: values in, values out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

from troth.core.facts import kinds

Way = Literal["at once", "digest", "off"]
WAYS: tuple[Way, ...] = ("at once", "digest", "off")
USUAL: Mapping[str, Way] = {
    "assigned": "at once",
    "team assigned": "digest",
    "mentioned": "at once",
    "handed over": "at once",
    "customer wrote": "at once",
    "promise near": "at once",
    "promise broken": "at once",
    "not delivered": "at once",
    "open again": "at once",
    "to decide": "digest",
    "patch out": "digest",
    "held": "digest",
    "held urgent": "at once",
    "untriaged": "off",
    "nobody's promise near": "digest",
    "nobody's promise broken": "at once",
}
"""Every kind of notice, and how it is told to somebody who has not said otherwise."""
NEVER_OFF = frozenset({"promise broken", "handed over", "held urgent", "open again"})
HOLDS = timedelta(minutes=1)
"""How long a mail waits for more on the same ticket. A broken promise waits for nothing."""
IMMEDIATE = frozenset({"promise broken", "nobody's promise broken", "held urgent", "open again"})
MANY = 3
"""Of more tickets than this at one time, one mail tells of all."""


@dataclass(frozen=True, slots=True)
class News:
    """An entry that may concern somebody, and how its ticket stands."""

    ticket: int
    position: int
    at: datetime
    by: str
    fact: kinds.Kind
    assignee: int | None = None
    team: frozenset[int] = frozenset()  # who is in the ticket's team
    undecided: bool = False
    held: bool = False
    closed: bool = False
    gravest: bool = False  # of the policy's first severity, as far as anybody has said


@dataclass(frozen=True, slots=True)
class Wish:
    """How one agent wants to be told."""

    ways: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    digest_at: time = time(8, 0)
    quiet: tuple[time, time] | None = None
    away: bool = False

    def way(self, kind: str) -> Way:
        """Return how this agent is told of a kind; what must not be missed is never off."""
        said = self.ways.get(kind)
        chosen = next((way for way in WAYS if way == said), USUAL[kind])
        return "digest" if chosen == "off" and kind in NEVER_OFF else chosen


@dataclass(frozen=True, slots=True)
class Told:
    """One notice to one agent."""

    agent: int
    kind: str
    way: Way


def told(news: News, agents: Mapping[int, Wish], now: datetime) -> list[Told]:
    """Return who is told of an entry, and how. `agents` are all who work here.

    Nobody is told of what they did themselves. A broken promise is always told:
    where everybody concerned wants to hear nothing, everybody hears of it.
    """
    concerned = {
        agent: kind
        for agent, kind in _concerned(news, agents, now)
        if agent in agents and news.by != f"agent:{agent}"
    }
    found = [Told(agent, kind, agents[agent].way(kind)) for agent, kind in concerned.items()]
    heard = [one for one in found if one.way != "off"]
    if not heard and isinstance(news.fact, kinds.PromiseBroken):
        return [Told(agent, "nobody's promise broken", "at once") for agent in agents]
    return heard


def _concerned(news: News, agents: Mapping[int, Wish], now: datetime) -> Iterable[tuple[int, str]]:
    """Yield agents and the kind of notice, the weightiest last: it is the one that is told."""
    mine = [news.assignee] if news.assignee in agents and news.assignee is not None else []
    ours = mine or sorted(news.team)
    back = [agent for agent in mine if not agents[agent].away]
    match news.fact:
        case kinds.Assigned(agent=None, team=team) if team is not None:
            yield from ((agent, "team assigned") for agent in news.team)
        case kinds.Assigned(agent=agent, content=handover) if agent is not None:
            yield agent, "handed over" if handover else "assigned"
        case kinds.Note(mentions=mentions) if mentions:
            yield from ((agent, "mentioned") for agent in mentions)
        case kinds.MessageIn(automatic=False) if news.undecided:
            yield from ((agent, "to decide") for agent in ours or agents)
        case kinds.MessageIn(automatic=False):
            yield from ((agent, "customer wrote") for agent in mine)
        case kinds.PatchReleased() if not news.closed:
            yield from ((agent, "patch out") for agent in mine)
        case kinds.MessageBounced():
            yield from ((agent, "not delivered") for agent in ours or agents)
        case kinds.ClosingUndone(why="returned"):
            yield from ((agent, "open again") for agent in ours or agents)
        case kinds.Held() if news.gravest and news.held:
            # A real outage may stand behind a forgotten address: nobody is left out.
            yield from ((agent, "held urgent") for agent in agents)
        case kinds.Held():
            yield from ((agent, "held") for agent in ours or agents)
        case kinds.Reported() if not news.held:
            yield from ((agent, "untriaged") for agent in agents)
        case kinds.PromiseWarned(due_at=due_at) if due_at >= now and not news.closed:
            yield from _of_promise("promise near", mine, back, news.team or agents)
        case kinds.PromiseBroken():
            yield from _of_promise("promise broken", mine, back, news.team or agents)


def _of_promise(
    kind: str, mine: Collection[int], back: Collection[int], others: Iterable[int]
) -> Iterable[tuple[int, str]]:
    """Tell whose promise it is; where that is nobody, or somebody who is away, the others too."""
    if not back:
        yield from ((agent, f"nobody's {kind}") for agent in others)
    yield from ((agent, kind) for agent in mine)


def mail_at(kind: str, way: Way, wish: Wish, desk: tzinfo, now: datetime) -> datetime:
    """Return when a notice may be mailed: by the digest's hour, after a quiet time, or soon.

    A broken promise of one's own waits for no quiet hours to end.
    """
    zone = wish.zone or desk
    if way == "digest":
        return next_at(wish.digest_at, zone, now)
    if kind in IMMEDIATE:
        return now
    return after_quiet(wish.quiet, zone, now + HOLDS)


def next_at(wall: time, zone: tzinfo, after: datetime) -> datetime:
    """Return the next instant at which a zone's wall clock shows a time.

    A time that a clock change skips comes when the clock has jumped past it; one
    that comes twice comes at its first.
    """
    day = after.astimezone(zone).date()
    for ahead in range(3):
        local = datetime.combine(day + timedelta(days=ahead), wall, zone)
        instant = local.astimezone(UTC)
        if instant > after:
            return instant
    raise AssertionError("every day has every time, or its substitute")


def after_quiet(quiet: tuple[time, time] | None, zone: tzinfo, at: datetime) -> datetime:
    """Return `at`, or the end of the quiet time it falls into."""
    if quiet is None or quiet[0] == quiet[1]:
        return at
    begins, ends = quiet
    wall = at.astimezone(zone).time()
    within = begins <= wall < ends if begins < ends else wall >= begins or wall < ends
    return next_at(ends, zone, at) if within else at


@dataclass(frozen=True, slots=True)
class Pending:
    """A notice that waits to be mailed."""

    id: int
    agent: int
    ticket: int
    digest: bool
    mail_at: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one mail tells of: one ticket, or with None several."""

    agent: int
    ticket: int | None
    digest: bool
    notices: tuple[int, ...]


def bundles(pending: Iterable[Pending], now: datetime) -> list[Bundle]:
    """Put notices into mails: one a ticket and person, one a digest, one for a flood.

    A ticket whose mail goes out takes along what still waits to be told of it.
    """
    by_agent: dict[int, list[Pending]] = {}
    for one in pending:
        by_agent.setdefault(one.agent, []).append(one)
    made: list[Bundle] = []
    for agent, theirs in by_agent.items():
        digest = [one for one in theirs if one.digest and one.mail_at <= now]
        soon = [one for one in theirs if not one.digest]
        due = {one.ticket for one in soon if one.mail_at <= now}
        if digest:
            made.append(Bundle(agent, None, True, tuple(one.id for one in digest)))
        if len(due) > MANY:
            ids = tuple(one.id for one in soon if one.ticket in due)
            made.append(Bundle(agent, None, False, ids))
            continue
        for ticket in sorted(due):
            ids = tuple(one.id for one in soon if one.ticket == ticket)
            made.append(Bundle(agent, ticket, False, ids))
    return made
