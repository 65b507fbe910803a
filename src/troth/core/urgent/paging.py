"""What a page does next: a pure fold over the facts of its ticket and the rota in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from troth.core.facts import paging
from troth.core.facts.entry import Entry
from troth.core.urgent.rota import Override, Rota
from troth.core.urgent.shifts import on_call

AT_LAST = "at_last"
"""What follows the last layer: the team lead, and whoever else is told when all have missed it."""
AGAIN_AFTER = timedelta(minutes=15)
"""When a page begins anew on a desk that has no rota to say so."""

Step = paging.PageAttempted | paging.PagePassedOver | paging.PageMissed


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which an agent is reached, and how long after a page comes to them."""

    id: int
    after: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """An agent as a page knows them: who it is, and their ways."""

    agent: int
    ways: tuple[Way, ...]


@dataclass(slots=True)
class Try:
    """One agent's time to answer: of which round and layer, since when, in which ways.

    `agent` is None where the layer has nobody on call.
    """

    round: int
    layer: str
    agent: int | None
    since: datetime
    tried: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Page:
    """What has happened to one page so far. `entry` is the position of its fact."""

    entry: int
    why: str
    paged_at: datetime
    taken_by: int | None = None
    over_at: datetime | None = None  # taken, or stood down
    missed_at: datetime | None = None  # the last time that every layer had missed it
    tries: list[Try] = field(default_factory=list)

    @property
    def is_loud(self) -> bool:
        """Say whether everybody is to see it: all have missed it, and nobody has it yet."""
        return self.over_at is None and self.missed_at is not None


@dataclass(frozen=True, slots=True)
class Next:
    """What a page does now, in order, and when to look again; None once it is over."""

    steps: tuple[Step, ...] = ()
    look_at: datetime | None = None


def pages(entries: Iterable[Entry]) -> list[Page]:
    """Return every page of a ticket as it stands, in the order they were raised."""
    found: dict[int, Page] = {}
    attempts: dict[int, paging.PageAttempted] = {}
    for entry in sorted(entries, key=lambda entry: entry.position):
        match entry.fact:
            case paging.Paged(why=why):
                found[entry.position] = Page(entry.position, why, entry.at)
            case paging.PageAttempted() as fact:
                attempts[entry.position] = fact
                _try_of(found[fact.page], fact, entry.at).tried.add(fact.way)
            case paging.PageAnswered(attempt=attempt, how="failed"):
                fact = attempts[attempt]
                _try_of(found[fact.page], fact, entry.at).failed.add(fact.way)
            case paging.PagePassedOver() as fact:
                _try_of(found[fact.page], fact, entry.at)
            case paging.PageMissed(page=page):
                found[page].missed_at = entry.at
            case paging.PageTaken(page=page, agent=agent):
                found[page].taken_by = found[page].taken_by or agent
                found[page].over_at = found[page].over_at or entry.at
            case paging.PageStoodDown(page=page):
                found[page].over_at = found[page].over_at or entry.at
            case _:
                pass
    return list(found.values())


def newest_page(entries: Sequence[Entry]) -> Page | None:
    """Return a ticket's newest page; None where nobody was ever called for."""
    if not any(isinstance(entry.fact, paging.Paged) for entry in entries):
        return None
    return pages(entries)[-1]


def what_next(
    page: Page,
    rota: Rota | None,
    reach: Mapping[str, Reach],
    at: datetime,
    overrides: Sequence[Override] = (),
) -> Next:
    """Return what a page does at an instant. Asked again once that is recorded, it does nothing.

    Each agent on call is tried in each of their ways; the page goes on to the next agent of the
    layer, then to the next layer, when the layer's `next_after` has passed or every way has
    failed. When all have missed it, that is a fact of its own: those named for the last are told
    at once, and after `again_after` the rounds begin anew. Where the rota names nobody who can
    be reached, or there is none, the page is missed at once: loud, and never lost. `reach` maps
    the addresses of the rota to agents; who is not in it cannot be reached.
    """
    if page.over_at is not None:
        return Next()
    return _Run(page, rota, reach, at, overrides).result()


@dataclass(slots=True)
class _Run:
    page: Page
    rota: Rota | None
    reach: Mapping[str, Reach]
    at: datetime
    overrides: Sequence[Override]
    steps: list[Step] = field(default_factory=list)

    def result(self) -> Next:
        tries = [*self.page.tries]
        missed_at = self.page.missed_at
        number = tries[-1].round if tries else 1
        while True:
            latest = tries[-1] if tries else None
            if latest and latest.layer == AT_LAST:
                again_at = (missed_at or latest.since) + self._again_after
                if self.at < again_at:
                    last = [one for one in tries if (one.round, one.layer) == (number, AT_LAST)]
                    return self._attempt(last, again_at)
                number += 1
            elif latest and not self._is_through(latest):
                return self._attempt([latest], latest.since + self._next_after(latest.layer))
            coming = self._coming(number, tries)
            if coming:
                tries.append(self._begin(number, *coming))
                continue
            self.steps.append(paging.PageMissed(self.page.entry, number))
            missed_at = self.at
            told = (self.rota.at_last if self.rota else ()) or (None,)
            tries.extend(self._begin(number, AT_LAST, one) for one in told)

    def _coming(self, number: int, tries: Sequence[Try]) -> tuple[str, str | None] | None:
        """Return the layer and address to be tried next in a round; None when all were."""
        begun = [one for one in tries if one.round == number]
        for layer in self.rota.layers if self.rota else ():
            mine = {one.agent for one in begun if one.layer == layer.key}
            for address in on_call(layer, self.at, self.overrides) or (None,):
                known = self.reach.get(address) if address else None
                if (known.agent if known else None) not in mine:
                    return layer.key, address
        return None

    def _begin(self, number: int, layer: str, address: str | None) -> Try:
        known = self.reach.get(address) if address else None
        agent = known.agent if known else None
        if known is None or not known.ways:
            self.steps.append(paging.PagePassedOver(self.page.entry, number, layer, agent))
        return Try(number, layer, agent, self.at)

    def _is_through(self, one: Try) -> bool:
        ways = {way.id for way in self._ways(one)}
        return self.at >= one.since + self._next_after(one.layer) or ways <= one.failed

    def _attempt(self, tries: Sequence[Try], look_at: datetime) -> Next:
        """Try whatever ways have come, and look again at the next way or at `look_at`."""
        for one in tries:
            for way in self._ways(one):
                due_at = one.since + way.after
                if way.id in one.tried or one.agent is None:
                    continue
                if due_at > self.at:
                    look_at = min(look_at, due_at)
                    continue
                self.steps.append(
                    paging.PageAttempted(self.page.entry, one.round, one.layer, one.agent, way.id)
                )
        return Next(tuple(self.steps), look_at)

    def _ways(self, one: Try) -> Iterator[Way]:
        """Yield the ways of whoever is tried, the soonest at once: a begun try leaves a fact."""
        ways = next((known.ways for known in self.reach.values() if known.agent == one.agent), ())
        soonest = min((way.after for way in ways), default=timedelta(0))
        return (Way(way.id, way.after - soonest) for way in ways)

    def _next_after(self, key: str) -> timedelta:
        layer = self.rota.layer(key) if self.rota else None
        return layer.next_after if layer else timedelta(0)

    @property
    def _again_after(self) -> timedelta:
        return self.rota.again_after if self.rota else AGAIN_AFTER


def _try_of(page: Page, fact: paging.PageAttempted | paging.PagePassedOver, at: datetime) -> Try:
    """Return the try that a fact belongs to, begun now where it is its first."""
    for one in reversed(page.tries):
        if (one.round, one.layer, one.agent) == (fact.round, fact.layer, fact.agent):
            return one
    page.tries.append(Try(fact.round, fact.layer, fact.agent, at))
    return page.tries[-1]
