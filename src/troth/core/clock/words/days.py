"""Days of the year in words: "July 4", "last Monday of May", "day after December 25"."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from troth.core.clock.faults import WordsFault

ALLOWED = (
    "a day such as “January 1”, “third Monday of January”, “last Monday of May”, "
    "“day after fourth Thursday of November” or “2026-12-24”"
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

OnWeekend = Literal["not moved", "nearest weekday", "next weekday"]

_WHICH = ("first", "second", "third", "fourth", "last")
_A_DAY = timedelta(days=1)
_MONTH = "|".join(MONTHS)
_FIXED = re.compile(rf"({_MONTH}) (\d{{1,2}})", re.ASCII | re.IGNORECASE)
_NTH = re.compile(rf"({'|'.join(_WHICH)}) ({'|'.join(DAYS)}) of ({_MONTH})", re.IGNORECASE)
_BESIDE = re.compile(r"day (after|before) (.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same day of the same month every year."""

    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """Return the day in a year; None for February 29 where there is none."""
        if self.day > monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)

    def words(self) -> str:
        """Write it: "January 1"."""
        return f"{MONTHS[self.month - 1]} {self.day}"


@dataclass(frozen=True, slots=True)
class Nth:
    """The first, second, third, fourth or last of a weekday in a month."""

    which: int  # 0 is the first, 4 the last
    weekday: int
    month: int

    def in_year(self, year: int) -> date:
        """Return the day in a year; every year has one."""
        begins_on, length = monthrange(year, self.month)
        first = 1 + (self.weekday - begins_on) % 7
        day = first + 7 * self.which
        return date(year, self.month, day if day <= length else day - 7)

    def words(self) -> str:
        """Write it: "third Monday of January"."""
        return f"{_WHICH[self.which]} {DAYS[self.weekday]} of {MONTHS[self.month - 1]}"


@dataclass(frozen=True, slots=True)
class Beside:
    """The day after another, or before it, even where that is in another year."""

    step: Literal[1, -1]
    of: "DayRule"

    def in_year(self, year: int) -> date | None:
        """Return the day beside the other of that year."""
        day = self.of.in_year(year)
        return None if day is None else day + self.step * _A_DAY

    def words(self) -> str:
        """Write it: "day after fourth Thursday of November"."""
        return f"day {'after' if self.step == 1 else 'before'} {self.of.words()}"


@dataclass(frozen=True, slots=True)
class OneDate:
    """One date of one year, never moved: whoever wrote it meant it."""

    on: date

    def in_year(self, year: int) -> date | None:
        """Return the date in its own year, None in any other."""
        return self.on if self.on.year == year else None

    def words(self) -> str:
        """Write it: "2026-12-24"."""
        return self.on.isoformat()


DayRule = Fixed | Nth | Beside | OneDate


def parse_day(text: str) -> DayRule:
    """Read a day of the year.

    Raises:
        WordsFault: the words are no day, or the day is in no year.
    """
    plain = " ".join(text.split())
    if found := _FIXED.fullmatch(plain):
        month, day = _index(MONTHS, found[1]) + 1, int(found[2])
        if not 1 <= day <= monthrange(2024, month)[1]:
            raise WordsFault(text, f"a day {MONTHS[month - 1]} has, in some year")
        return Fixed(month, day)
    if found := _NTH.fullmatch(plain):
        which, weekday = _index(_WHICH, found[1]), _index(DAYS, found[2])
        return Nth(which, weekday, _index(MONTHS, found[3]) + 1)
    if found := _BESIDE.fullmatch(plain):
        step: Literal[1, -1] = 1 if found[1].lower() == "after" else -1
        # The inner words must be a plain day: "day after day after" is a riddle, not a rule.
        inner = parse_day(found[2]) if not _BESIDE.fullmatch(found[2]) else None
        if inner is None:
            raise WordsFault(text, ALLOWED)
        return Beside(step, inner)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain, re.ASCII):
        try:
            return OneDate(date.fromisoformat(plain))
        except ValueError:
            raise WordsFault(text, "a date there is, written year-month-day") from None
    raise WordsFault(text, ALLOWED)


def moved(day: date, on_weekend: OnWeekend) -> date:
    """Return where a day is kept: itself on a weekday, else where `on_weekend` moves it.

    The nearest weekday of a Saturday is the Friday before, of a Sunday the Monday after.

    Raises:
        WordsFault: `on_weekend` is not one of the three there are.
    """
    if on_weekend not in get_args(OnWeekend):
        raise WordsFault(on_weekend, ", ".join(f"“{move}”" for move in get_args(OnWeekend)))
    days_past_friday = day.weekday() - 4
    if on_weekend == "not moved" or days_past_friday <= 0:
        return day
    if on_weekend == "nearest weekday" and days_past_friday == 1:
        return day - _A_DAY
    return day + (3 - days_past_friday) * _A_DAY


def holidays_in(
    rules: Iterable[DayRule], first_year: int, last_year: int, on_weekend: OnWeekend = "not moved"
) -> dict[date, str]:
    """Return every date in the years from first to last that the rules make a holiday, named.

    A moved day says so in its name. Under "next weekday", a moved day that finds its place
    taken is kept on the next weekday that is free; otherwise two on one date share it.
    """
    given = list(rules)
    kept: dict[date, str] = {}
    away: list[tuple[date, DayRule]] = []
    # A rule of the years around may fall, or be moved, into the years asked for.
    for year in range(max(first_year - 1, 1), min(last_year + 1, 9998) + 1):
        for rule in given:
            day = rule.in_year(year)
            if day is None:
                continue
            if isinstance(rule, OneDate) or moved(day, on_weekend) == day:
                kept[day] = f"{kept[day]} and {rule.words()}" if day in kept else rule.words()
            else:
                away.append((day, rule))
    for day, rule in sorted(away, key=lambda pair: pair[0]):
        to = moved(day, on_weekend)
        while on_weekend == "next weekday" and to in kept:
            to = moved(to + _A_DAY, on_weekend)
        name = f"{rule.words()} (moved from {DAYS[day.weekday()]})"
        kept[to] = f"{kept[to]} and {name}" if to in kept else name
    return {day: kept[day] for day in sorted(kept) if first_year <= day.year <= last_year}


def _index(words: tuple[str, ...], word: str) -> int:
    return [known.lower() for known in words].index(word.lower())
