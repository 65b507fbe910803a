"""Hours: when a desk is open, in its own zone. The value every promise is counted in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from troth.core.clock.business_days import End, due_business_days
from troth.core.clock.due import due
from troth.core.clock.elapsed import elapsed, is_open, next_change
from troth.core.clock.faults import HolidayAndException, ImpossibleDay, NeverOpen
from troth.core.clock.instants import day_number
from troth.core.clock.openings import Openings, openings_of
from troth.core.clock.spans import WEEKDAYS, Written, read_spans, read_week, written
from troth.core.clock.timetable import Timetable, timetable
from troth.core.clock.zones import find_zone

Spans = Iterable[Iterable[str]]


class Hours:
    """Open spans of wall time by weekday, less holidays, with the dates that differ.

    Open means that the wall clock of the zone stands inside [open, close). A span whose end is
    not after its start runs past midnight and is split there: a holiday, and an exception, which
    replaces its date, cover everything on their own calendar date. An exception without spans
    closes its date. Immutable, hashable, and equal by value. Answers are aware and in UTC.

    Raises:
        ClockFault: the hours cannot be; the subclass and its words say why.
    """

    __slots__ = ("_openings", "exceptions", "holidays", "name", "timetable", "weekly", "zone")

    name: str
    zone: ZoneInfo
    weekly: Mapping[str, tuple[Written, ...]]  # as written, in the week's order
    holidays: Mapping[date, str]  # the name, or "" where none was given
    exceptions: Mapping[date, tuple[Written, ...]]
    timetable: Timetable
    _openings: Openings

    def __init__(
        self,
        zone: str | ZoneInfo,
        weekly: Mapping[str, Spans],
        holidays: Iterable[date] | Mapping[date, str] = (),
        exceptions: Mapping[date, Spans] | None = None,
        name: str = "support",
    ) -> None:
        named = dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, "")
        differing = exceptions or {}
        for day in (*named, *differing):
            if not isinstance(day, date) or isinstance(day, datetime):
                raise ImpossibleDay(f"{day!r} is not a calendar date")
        for day in named:
            if day in differing:
                raise HolidayAndException(f"{day} is both a holiday and an exception")

        keep = super().__setattr__
        keep("name", name)
        keep("zone", find_zone(zone))
        keep("weekly", MappingProxyType(read_week(weekly)))
        keep("holidays", MappingProxyType(dict(sorted(named.items()))))
        read = {day: read_spans(differing[day], day.isoformat()) for day in sorted(differing)}
        keep("exceptions", MappingProxyType(read))
        keep("timetable", timetable(self.zone, self.weekly, self.holidays, self.exceptions))
        if not self.timetable.opens_at_all:
            raise NeverOpen(f"the hours “{name}” never open")
        keep("_openings", openings_of(self.timetable))

    def is_open(self, at: datetime) -> bool:
        """Say whether it is open at an instant; at the very closing time it is closed."""
        return is_open(at, self._openings)

    def next_change(self, at: datetime) -> tuple[datetime, bool] | None:
        """Return when it next opens (True) or closes (False) after `at`; None if never again."""
        return next_change(at, self._openings)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time between two instants; refuse an end before its start."""
        return elapsed(start, end, self._openings)

    def due(self, start: datetime, allowance: timedelta) -> datetime:
        """Return the instant at which `allowance` of open time has passed since `start`.

        Counts from the next opening where `start` is outside hours; an allowance that runs out
        exactly at closing time is due then.
        """
        return due(start, allowance, self._openings)

    def due_business_days(self, start: datetime, n: int, end: End = "same time of day") -> datetime:
        """Return the instant at which `n` business days have passed since `start`.

        Inside hours it is the same wall time `n` business dates later; outside them, the close
        of the nth business date, the next one to open being the first.
        """
        return due_business_days(start, n, end, self._openings)

    def spans_on(self, day: date) -> tuple[Written, ...]:
        """Return the open spans of a calendar date, in order, cut at its midnights."""
        minutes = self.timetable.minutes_on(day_number(day))
        return tuple((written(opens), written(closes)) for opens, closes in minutes)

    def _value(self) -> tuple[Any, ...]:
        return (
            self.name,
            self.timetable,
            tuple(self.weekly.items()),
            tuple(self.holidays.items()),
            tuple(self.exceptions.items()),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Hours):
            return NotImplemented
        return self is other or self._value() == other._value()

    def __hash__(self) -> int:
        return hash((self.name, self.timetable))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"hours are never changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"hours are never changed: {name}")

    def __copy__(self) -> "Hours":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Hours":
        return self

    def __repr__(self) -> str:
        return f"Hours({self.name!r}, {self.zone.key!r})"


ALWAYS = Hours("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS}, name="always")
