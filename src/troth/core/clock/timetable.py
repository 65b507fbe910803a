"""The open spans of any calendar date, worked out of the week, its holidays and exceptions."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from troth.core.clock.instants import DAY, day_number, weekday_of
from troth.core.clock.spans import (
    MINUTES_A_DAY,
    WEEKDAYS,
    Minutes,
    Written,
    in_order,
    joined,
    split,
)
from troth.core.clock.zones import same_zone, segments

_MINUTE = DAY // MINUTES_A_DAY
_WHOLE_DAY = ((0, MINUTES_A_DAY),)

Week = tuple[tuple[Minutes, ...], ...]


class Piece(NamedTuple):
    """Open time on one calendar date, under one offset: [opens, closes) in microseconds."""

    day: int
    opens: int
    closes: int
    offset: int

    @property
    def wall_opens(self) -> int:
        """What wall clocks show when it opens, since midnight."""
        return self.opens + self.offset - self.day * DAY

    @property
    def wall_closes(self) -> int:
        """What wall clocks show when it closes, since midnight; 24:00 at most."""
        return self.closes + self.offset - self.day * DAY


class Timetable:
    """Which wall times are open on which calendar date, in one zone. Equal by value."""

    __slots__ = ("_hash", "_micros", "_special_micros", "special", "week", "zone")

    def __init__(self, zone: ZoneInfo, week: Week, special: Mapping[int, tuple[Minutes, ...]]):
        self.zone = zone
        self.week = week
        self.special = dict(special)
        self._micros = tuple(_in_micros(spans) for spans in week)
        self._special_micros = {day: _in_micros(spans) for day, spans in special.items()}
        self._hash = hash((zone.key, week, frozenset(self.special.items())))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timetable):
            return NotImplemented
        return self is other or (
            self._hash == other._hash
            and self.week == other.week
            and self.special == other.special
            and same_zone(self.zone, other.zone)
        )

    @property
    def opens_at_all(self) -> bool:
        """Say whether any date has any open time."""
        return any(self.week) or any(self.special.values())

    @property
    def never_closes(self) -> bool:
        """Say whether every minute of every date is open."""
        return all(spans == _WHOLE_DAY for spans in (*self.week, *self.special.values()))

    def minutes_on(self, day: int) -> tuple[Minutes, ...]:
        """Return the open spans of a date, in minutes after midnight."""
        special = self.special.get(day)
        return self.week[weekday_of(day)] if special is None else special

    def pieces(self, since: int, until: int) -> Iterator[Piece]:
        """Yield the open time in [since, until), in order, cut at midnights and offset changes.

        Time is split where the zone's offset changes and each stretch is clipped by itself, so
        a wall time that is skipped holds no open time and one shown twice holds it twice.
        """
        week, special = self._micros, self._special_micros
        for start, end, offset in segments(self.zone, since, until):
            wall, wall_end = start + offset, end + offset
            for day in range(wall // DAY, -(-wall_end // DAY)):
                spans = special.get(day)
                if spans is None:
                    spans = week[(day + 3) % 7]
                midnight = day * DAY
                for opens, closes in spans:
                    first, last = max(midnight + opens, wall), min(midnight + closes, wall_end)
                    if first < last:
                        yield Piece(day, first - offset, last - offset, offset)

    def pieces_on(self, day: int) -> list[Piece]:
        """Return the open time of one calendar date of the zone, in order of instants.

        Empty where the date is closed, or missing: no wall clock in Apia showed 2011-12-30.
        """
        near = self.pieces((day - 1) * DAY, (day + 2) * DAY)
        return [piece for piece in near if piece.day == day]


def timetable(
    zone: ZoneInfo,
    weekly: Mapping[str, tuple[Written, ...]],
    holidays: Collection[date],
    exceptions: Mapping[date, tuple[Written, ...]],
) -> Timetable:
    """Work out which minutes of which dates are open.

    Spans that run past midnight are split there. A holiday closes its own date and an exception
    replaces its own date, whatever ran into it from the evening before; what an exception's own
    late span runs into is open besides the usual hours of that next date.

    Raises:
        OverlappingSpans: a minute of a weekday, or of an exception, is named twice.
    """
    week: list[list[Minutes]] = [[] for _ in WEEKDAYS]
    late: list[list[Minutes]] = [[] for _ in WEEKDAYS]
    for number, name in enumerate(WEEKDAYS):
        week[number], late[(number + 1) % 7] = split(weekly.get(name, ()))
    whole = tuple(
        in_order([*own, *before], name)
        for name, own, before in zip(WEEKDAYS, week, late, strict=True)
    )

    special: dict[int, tuple[Minutes, ...]] = {day_number(day): () for day in holidays}
    overnight: dict[int, list[Minutes]] = {}
    for day, spans in exceptions.items():
        own, after = split(spans)
        special[day_number(day)] = in_order(own, day.isoformat())
        if after:
            in_order(after, day.isoformat())
            overnight[day_number(day) + 1] = after
    for number, after in overnight.items():
        if number not in special:
            special[number] = joined([*whole[weekday_of(number)], *after])
    return Timetable(zone, whole, special)


def _in_micros(spans: tuple[Minutes, ...]) -> tuple[Minutes, ...]:
    return tuple((opens * _MINUTE, closes * _MINUTE) for opens, closes in spans)
