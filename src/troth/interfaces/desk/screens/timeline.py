"""The next hours as a drawing: hours along it, closed ones shaded, each promise at its due time.

Lengths are the drawing's own: it is `WIDE` wide, whatever the screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.core.clock.hours import Hours
from troth.interfaces.ui.promises import Tone
from troth.interfaces.ui.times import DeskClock

WIDE = 1600
AXIS = 44  # above it stand the hours
LANE = 76
LANES = 4
BOX = 400
LETTERS = 28  # that fit into a box
NAME = 100
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A promise to be drawn."""

    at: datetime
    tone: Tone
    head: str
    foot: str
    about: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A promise in its place: a box whose side stands at the due time."""

    mark: Mark
    x: int
    box: int  # where the box begins
    y: int
    text: int  # where its words begin
    about: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The due time of a promise on the axis, whether there is room for its words or not."""

    x: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch in which the desk is closed."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """An instant with its name: a full hour, an opening, a closing."""

    x: int
    words: str
    ends: bool  # its words stand before the line, since behind it there is no room


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn."""

    wide: int
    high: int
    axis: int
    hours: list[Line]
    changes: list[Line]
    shades: list[Shade]
    ticks: list[Tick]
    placed: list[Placed]
    more: str


def draw(
    marks: Sequence[Mark], hours: Hours, clock: DeskClock, until: datetime, due: int
) -> Drawing:
    """Return the drawing of what is due between now and `until`, `due` promises in all."""
    scale = _Scale(clock.now, until)
    placed = _place(marks, scale)
    left = due - len(placed)
    more = ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left} if left > 0 else ""
    return Drawing(
        wide=WIDE,
        high=AXIS + LANES * LANE + 44,
        axis=AXIS,
        hours=list(_full_hours(scale, clock)),
        changes=list(_changes(scale, hours, clock)),
        shades=list(_shades(scale, hours)),
        ticks=[Tick(scale.x(mark.at), mark.tone) for mark in marks],
        placed=placed,
        more=more,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> int:
        return round((at - self.start) / (self.end - self.start) * WIDE)


def _place(marks: Sequence[Mark], scale: _Scale) -> list[Placed]:
    """Put each promise into the first lane that has room for its words; some find none."""
    free = [0] * LANES
    placed: list[Placed] = []
    for mark in marks:
        x = scale.x(mark.at)
        box = x if x + BOX <= WIDE else WIDE - BOX
        lane = next((lane for lane, end in enumerate(free) if end <= box), None)
        if lane is None:
            continue
        free[lane] = box + BOX + 10
        y = AXIS + lane * LANE + 14
        placed.append(Placed(mark, x, box, y, box + 16, _short(mark.about)))
    return placed


def _short(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"


def _full_hours(scale: _Scale, clock: DeskClock) -> Iterator[Line]:
    at = scale.start.replace(minute=0, second=0, microsecond=0) + HOUR
    while at < scale.end:
        x = scale.x(at)
        if NAME <= x <= WIDE - 40:  # the first stands clear of "now"
            yield Line(x, clock.at(at).words[-5:], ends=False)
        at += HOUR


def _spans(scale: _Scale, hours: Hours) -> Iterator[tuple[datetime, datetime, bool]]:
    """Yield the stretches of the drawing with whether the desk is open in them."""
    at, is_open = scale.start, hours.is_open(scale.start)
    while at < scale.end:
        change = hours.next_change(at)
        then = min(change[0], scale.end) if change else scale.end
        yield at, then, is_open
        at, is_open = then, not is_open


def _shades(scale: _Scale, hours: Hours) -> Iterator[Shade]:
    for begins, ends, is_open in _spans(scale, hours):
        if not is_open:
            yield Shade(scale.x(begins), scale.x(ends) - scale.x(begins))


def _changes(scale: _Scale, hours: Hours, clock: DeskClock) -> Iterator[Line]:
    for begins, _ends, is_open in _spans(scale, hours):
        if begins == scale.start:
            continue
        wall = clock.at(begins).words[-5:]
        words = _("opens %(time)s") if is_open else _("closes %(time)s")
        x = scale.x(begins)
        yield Line(x, words % {"time": wall}, ends=x > WIDE - 200)
