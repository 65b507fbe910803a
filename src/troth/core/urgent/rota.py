"""The types of a rota: layers of people who take turns, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from troth.core.clock import Hours


@dataclass(frozen=True, slots=True)
class Handover:
    """How often the turn passes to the next person, and at which minute of the wall clock.

    Handovers stand `every` days apart, counted from `first`, a date of the turn's zone.
    """

    every: int  # days
    minute: int  # after midnight
    first: date
    said: str  # as written: "Mon 09:00", "every day 08:00"


@dataclass(frozen=True, slots=True)
class Turn:
    """People who follow each other in the order written, inside hours of theirs.

    `hours` is None where the turn covers the whole day. People are named by the
    address they sign in with.
    """

    name: str
    zone: ZoneInfo
    handover: Handover
    people: tuple[str, ...]
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Whom a page reaches together: the first of its turns that is open says who.

    A page that nobody has taken after `next_after` goes on to the next layer.
    """

    key: str
    name: str
    next_after: timedelta
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Rota:
    """Layers in the order they are reached, and whom a page that all have missed is told to.

    `again_after` is the time between the last layer and another round from the
    first; a page is never given up.
    """

    name: str
    zone: ZoneInfo  # in which it is shown
    layers: tuple[Layer, ...]
    at_last: tuple[str, ...]  # the team lead, by the address they sign in with
    again_after: timedelta

    def layer(self, key: str) -> Layer | None:
        """Return the layer of that key."""
        return next((layer for layer in self.layers if layer.key == key), None)

    @property
    def people(self) -> tuple[str, ...]:
        """Return everybody it names, each once, in the order written."""
        named = (one for layer in self.layers for turn in layer.turns for one in turn.people)
        return tuple(dict.fromkeys((*named, *self.at_last)))


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody takes a layer from one instant to another, whoever's turn it is."""

    layer: str
    person: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of one layer with one person on call; None where nobody is."""

    layer: str
    person: str | None
    begins: datetime
    ends: datetime
    turn: str | None = None  # the name of the turn; None for an override and for nobody
