"""Who is on call, from when until when, and where nobody is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from troth.core.clock import Hours
from troth.core.urgent.rota import Layer, Override, Shift, Turn

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cover:
    """When somebody must be on call: inside some hours, or outside them; None means always."""

    hours: Hours | None = None
    outside: bool = False

    def is_needed(self, at: datetime) -> bool:
        """Say whether somebody must be on call at an instant."""
        return self.hours is None or self.hours.is_open(at) != self.outside

    def next_change(self, at: datetime) -> datetime | None:
        """Return the next instant after `at` at which that changes."""
        change = self.hours.next_change(at) if self.hours else None
        return change[0] if change else None


ROUND_THE_CLOCK = Cover()


def shift_at(layer: Layer, at: datetime, overrides: Sequence[Override] = ()) -> Shift:
    """Return the shift of a layer that an instant falls in, bounded by what changes it.

    An override wins over every turn, and of several the one that begins last. The shift's ends
    are the changes nearest to `at`, so two shifts of one person may follow each other.
    """
    return next(_pieces(layer, at, at + DAY * 400, overrides))


def shifts(
    layer: Layer, begins: datetime, ends: datetime, overrides: Sequence[Override] = ()
) -> list[Shift]:
    """Return the shifts of a layer in [begins, ends), in order and without a hole.

    Shifts of the same person by the same turn are one; where nobody is on call there is a
    shift of nobody.
    """
    found: list[Shift] = []
    for piece in _pieces(layer, begins, ends, overrides):
        last = found[-1] if found else None
        if last and (last.person, last.turn) == (piece.person, piece.turn):
            found[-1] = replace(last, ends=piece.ends)
        else:
            found.append(piece)
    return found


def next_shift(layer: Layer, at: datetime, overrides: Sequence[Override] = ()) -> Shift | None:
    """Return the next shift of somebody other than who is on call now, within eight weeks."""
    coming = shifts(layer, at, at + 56 * DAY, overrides)
    return next((one for one in coming[1:] if one.person and one.person != coming[0].person), None)


def gaps(
    layers: Sequence[Layer],
    begins: datetime,
    ends: datetime,
    *,
    overrides: Sequence[Override] = (),
    needed: Cover = ROUND_THE_CLOCK,
    absent: Sequence[str] = (),
) -> list[tuple[datetime, datetime]]:
    """Return the stretches in which cover is needed and no layer has anybody on call.

    `absent` are people who cannot be reached at all: away, or no longer agents.
    """
    bounds = {begins, ends}
    staffed: list[list[Shift]] = []
    for layer in layers:
        found = shifts(layer, begins, ends, overrides)
        staffed.append([one for one in found if one.person and one.person not in absent])
        bounds.update(one.begins for one in found)
    at: datetime | None = begins
    while at is not None and at < ends:
        bounds.add(at)
        at = needed.next_change(at)

    missing: list[tuple[datetime, datetime]] = []
    ordered = sorted(bounds)
    for start, end in pairwise(ordered):
        if not needed.is_needed(start) or any(_covers(layer, start) for layer in staffed):
            continue
        if missing and missing[-1][1] == start:
            missing[-1] = (missing[-1][0], end)
        else:
            missing.append((start, end))
    return missing


def _covers(staffed: Sequence[Shift], at: datetime) -> bool:
    return any(one.begins <= at < one.ends for one in staffed)


def _pieces(
    layer: Layer, begins: datetime, ends: datetime, overrides: Sequence[Override]
) -> Iterator[Shift]:
    mine = sorted((one for one in overrides if one.layer == layer.key), key=lambda one: one.begins)
    at = begins
    while at < ends:
        until = min([ends, *_changes(layer, at, mine)])
        person, turn = _who(layer, at, mine)
        yield Shift(layer.key, person, at, until, turn)
        at = until


def _who(
    layer: Layer, at: datetime, overrides: Sequence[Override]
) -> tuple[str | None, str | None]:
    for one in reversed(overrides):
        if one.begins <= at < one.ends:
            return one.person, None
    for turn in layer.turns:
        person = whose_turn(turn, at)
        if person:
            return person, turn.name
    return None, None


def on_call(layer: Layer, at: datetime, overrides: Sequence[Override] = ()) -> tuple[str, ...]:
    """Return everybody of a layer whom a page may reach at an instant, the first to be tried first.

    That is whoever has the shift, then whoever's turn it is in the layer's other open turns.
    """
    mine = sorted((one for one in overrides if one.layer == layer.key), key=lambda one: one.begins)
    first, _ = _who(layer, at, mine)
    others = (whose_turn(turn, at) for turn in layer.turns)
    return tuple(dict.fromkeys(one for one in (first, *others) if one))


def whose_turn(turn: Turn, at: datetime) -> str | None:
    """Return whose turn it is; None outside the turn's hours and before its first handover."""
    if turn.hours and not turn.hours.is_open(at):
        return None
    number = _handovers_by(turn, at)
    return turn.people[(number - 1) % len(turn.people)] if number > 0 else None


def _changes(layer: Layer, at: datetime, overrides: Sequence[Override]) -> Iterator[datetime]:
    """Yield instants after `at` at which a layer may pass to another person, the next of each."""
    for one in overrides:
        yield from (edge for edge in (one.begins, one.ends) if edge > at)
    for turn in layer.turns:
        yield _handover(turn, _handovers_by(turn, at))
        change = turn.hours.next_change(at) if turn.hours else None
        if change:
            yield change[0]


def _handovers_by(turn: Turn, at: datetime) -> int:
    """Count the handovers of a turn up to and including an instant."""
    day = at.astimezone(turn.zone).date()
    number = max((day - turn.handover.first).days // turn.handover.every, 0)
    while _handover(turn, number) <= at:
        number += 1
    while number > 0 and _handover(turn, number - 1) > at:
        number -= 1
    return number


def _handover(turn: Turn, number: int) -> datetime:
    """Return the instant of a handover, the first being number 0.

    A wall time that a change of the zone's offset repeats is its first; one that it skips is
    as late after midnight as the clock would have shown.
    """
    hour, minute = divmod(turn.handover.minute, 60)
    day = turn.handover.first + number * turn.handover.every * DAY
    return datetime.combine(day, time(hour, minute), turn.zone).astimezone(UTC)
