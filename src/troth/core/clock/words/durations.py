"""Lengths of time in words: "4 hours", "30 minutes", "1 hour 30 minutes", "5 business days"."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from troth.core.clock.faults import WordsFault

ALLOWED = "a number and a unit, such as “30 minutes”, “4 hours”, “2 days” or “5 business days”"

_UNITS = {"week": 604_800, "day": 86_400, "hour": 3600, "minute": 60, "second": 1}
_PART = re.compile(r"(\d{1,5}) (week|day|hour|minute|second)s?", re.ASCII)
_BUSINESS = re.compile(r"(\d{1,4}) business days?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A length of open time. A day of it is 24 hours of open time, whatever the hours are."""

    length: timedelta
    said: str = field(default="", compare=False)  # as written, where it was; words prefer it

    def words(self) -> str:
        """Write it as it was written, else in hours, minutes and seconds."""
        return self.said or say(self.length)


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """A number of business days, counted as dates and not as hours."""

    n: int

    def words(self) -> str:
        """Write it: "1 business day", "5 business days"."""
        return count(self.n, "business day")


@dataclass(frozen=True, slots=True)
class NextBusinessDay:
    """By the close of the next business day; of one that has not opened yet, by its own."""

    def words(self) -> str:
        """Write it as it follows "within"."""
        return "the next business day"


Duration = Elapsed | BusinessDays | NextBusinessDay


def parse_duration(text: str) -> Duration:
    """Read a length of time.

    Raises:
        WordsFault: the words are no length, or the length is nothing.
    """
    plain = " ".join(text.lower().replace(" and ", " ").split())
    if plain.removeprefix("the ") == "next business day":
        return NextBusinessDay()
    business = _BUSINESS.fullmatch(plain)
    if business and int(business[1]):
        return BusinessDays(int(business[1]))

    parts = [(int(part[1]), part[2]) for part in _PART.finditer(plain)]
    sizes = [_UNITS[unit] for _, unit in parts]
    whole = " ".join(part[0] for part in _PART.finditer(plain)) == plain
    in_order = all(sizes[i] > sizes[i + 1] for i in range(len(sizes) - 1))
    seconds = sum(number * _UNITS[unit] for number, unit in parts)
    if not (parts and whole and in_order and seconds):
        raise WordsFault(text, ALLOWED)
    said = " ".join(count(number, unit) for number, unit in parts if number)
    return Elapsed(timedelta(seconds=seconds), said)


def say(length: timedelta) -> str:
    """Write a length in hours, minutes and seconds: "24 hours", "1 hour 30 minutes"."""
    seconds, rest = divmod(abs(length), timedelta(seconds=1))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    parts = [count(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute")) if n]
    exact = f"{seconds % 60}.{rest.microseconds:06}".rstrip("0").rstrip(".")
    if exact != "0" or not parts:
        parts.append(f"{exact} second" if exact == "1" else f"{exact} seconds")
    return ("minus " if length < timedelta(0) else "") + " ".join(parts)


def count(n: int, noun: str) -> str:
    """Write a number of things: "1 hour", "2 hours"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
