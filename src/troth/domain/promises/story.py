"""A ticket's story: its locked chain and its entries, as an action works with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from troth.core.facts.entry import Entry
from troth.core.policy.edition import Edition
from troth.core.promises.derive import Pasts, read
from troth.core.promises.reading import Reading
from troth.core.promises.standing import Standing
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import begin
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import entries, entries_of, locked
from troth.domain.refusal import Missing, Stale


class Editions(dict[int, Edition]):
    """Every edition by its id, loaded when asked for."""

    def __missing__(self, key: int) -> Edition:
        self[key] = contracts.edition(key)
        return self[key]


EDITIONS = Editions()


@dataclass(slots=True)
class Story:
    """One ticket, locked until the transaction ends: what happened and how it stands."""

    chain: Chain
    entries: list[Entry] = field(default_factory=list)
    _reading: Reading | None = None
    _pasts: Pasts = field(default_factory=Pasts)

    @property
    def number(self) -> int:
        return self.chain.pk

    @property
    def reading(self) -> Reading | None:
        """Return how the entries read; None for a ticket that has none yet."""
        if self._reading is None and self.entries:
            self._reading = read(self.entries, EDITIONS, self._pasts)
        return self._reading

    @property
    def standing(self) -> Standing:
        """Return how the ticket stands; it must have entries."""
        if self.reading is None:
            raise LookupError(f"ticket {self.number} has no entries")
        return self.reading.standing

    @property
    def edition(self) -> Edition:
        """Return the edition the ticket is on now, as its plan and region read it."""
        now = self.standing
        return EDITIONS[now.edition].terms(now.plan, now.region)

    @property
    def reported_at(self) -> datetime:
        return self.entries[0].at

    def entry(self, position: int) -> Entry:
        """Return the entry at a position, which must be there."""
        return next(one for one in self.entries if one.position == position)

    def add(self, made: Sequence[Entry]) -> None:
        """Put new entries at the end and read the story anew when asked."""
        self.entries.extend(made)
        self._reading = None


def story(number: int, *, seen: int | None = None) -> Story:
    """Lock a ticket and return its story; `seen` is the position the person's form was made from.

    Raises:
        Missing: no such ticket.
        Stale: people added entries after `seen`. What the desk does by itself
            (deliveries, announcements) does not make a form stale.
    """
    chain = locked([number]).get(number)
    if chain is None:
        raise Missing(number)
    told = Story(chain, entries(number))
    if seen is not None and any(
        entry.position > seen and entry.by != "desk" for entry in told.entries
    ):
        raise Stale(seen, chain.position)
    return told


def stories(chains: Iterable[Chain]) -> list[Story]:
    """Return the stories of tickets that are locked already."""
    rows = list(chains)
    found = entries_of([chain.pk for chain in rows])
    return [Story(chain, found.get(chain.pk, [])) for chain in rows]


def new_story(number: int, at: datetime) -> Story:
    """Return the story of a ticket about to be opened."""
    return Story(begin(number, at))
