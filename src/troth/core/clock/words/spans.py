"""Opening hours in words: "Mon-Fri 08:00-20:00", "Sat,Sun 10:00-12:00, 13:00-16:00"."""

import re
from collections.abc import Iterable, Mapping

from troth.core.clock.faults import ImpossibleTime, WordsFault
from troth.core.clock.spans import WEEKDAYS, Written, read_spans

ALLOWED = (
    "days, then times, such as “Mon-Fri 08:00-20:00”, “Sat,Sun 10:00-14:00” "
    "or “every day 00:00-24:00”"
)

_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = {name: n for names in (WEEKDAYS, _FULL) for n, name in enumerate(names)}
_WRITTEN = re.compile(r"(?P<days>[^\d]+?)\s+(?P<times>\d.*)", re.ASCII | re.DOTALL)
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})", re.ASCII)


def parse_spans(text: str) -> dict[str, list[Written]]:
    """Read one line of opening hours as the spans of the weekdays it names.

    A range of days may run over Sunday; a span whose end is not after its start runs past
    midnight.

    Raises:
        WordsFault: a word is no weekday, a day is named twice, or a time is none.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise WordsFault(text, ALLOWED)
    spans = []
    for part in re.split(r"\s*,\s*|\s+and\s+", found["times"]):
        span = _SPAN.fullmatch(part.strip())
        if not span:
            raise WordsFault(part, "a span of times, such as “08:00-20:00”")
        spans.append(span.groups())
    try:
        read = read_spans(spans, text)
    except ImpossibleTime:
        raise WordsFault(text, "times from 00:00 to 24:00, opening before 24:00") from None
    return {WEEKDAYS[day]: list(read) for day in _days(found["days"])}


def parse_weekly(texts: Iterable[str]) -> dict[str, list[Written]]:
    """Read several lines of opening hours as one week; a day may be named in more than one."""
    week: dict[str, list[Written]] = {}
    for text in texts:
        for day, spans in parse_spans(text).items():
            week.setdefault(day, []).extend(spans)
    return {day: week[day] for day in WEEKDAYS if day in week}


def format_weekly(weekly: Mapping[str, Iterable[Written]]) -> list[str]:
    """Write a week as lines of opening hours; days with the same spans share a line."""
    days_of: dict[tuple[Written, ...], list[int]] = {}
    for number, day in enumerate(WEEKDAYS):
        spans = tuple((opens, closes) for opens, closes in weekly.get(day, ()))
        if spans:
            days_of.setdefault(spans, []).append(number)
    return [
        f"{_days_in_words(days)} {', '.join(f'{opens}-{closes}' for opens, closes in spans)}"
        for spans, days in days_of.items()
    ]


def _days(text: str) -> list[int]:
    if text.strip().lower() in ("every day", "daily"):
        return list(range(7))
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = (end.strip() for end in part.partition("-"))
        start = weekday(first)
        length = (weekday(last) - start) % 7 + 1 if dash else 1
        days += [(start + step) % 7 for step in range(length)]
    if len(set(days)) < len(days):
        raise WordsFault(text.strip(), "each day once")
    return sorted(days)


def weekday(text: str) -> int:
    """Read a weekday, short or whole, as its number: Monday is 0.

    Raises:
        WordsFault: the word is no weekday.
    """
    number = _NUMBER.get(text.lower())
    if number is None:
        raise WordsFault(text, "Mon, Tue, Wed, Thu, Fri, Sat or Sun")
    return number


def _days_in_words(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [name.capitalize() for name in WEEKDAYS]
    return ",".join(
        f"{names[run[0]]}-{names[run[-1]]}" if len(run) > 2 else ",".join(names[d] for d in run)
        for run in runs
    )
