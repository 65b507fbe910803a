"""Spans of wall time: two written times, read, split at midnight, and checked for overlap."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from troth.core.clock.faults import ImpossibleDay, ImpossibleTime, OverlappingSpans

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

Written = tuple[str, str]  # ("08:00", "20:00")
Minutes = tuple[int, int]  # (480, 1200): open from the first, closed from the second

_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def minute_of(text: str) -> int:
    """Read a wall time such as "08:00" as minutes after midnight; "24:00" is the day's end."""
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ImpossibleTime(f"{text!r} is not a time; write hours and minutes, such as “08:00”")
    hour, minute = int(found[1]), int(found[2])
    if minute > 59 or hour * 60 + minute > MINUTES_A_DAY:
        raise ImpossibleTime(f"no clock shows {text}; times run from 00:00 to 24:00")
    return hour * 60 + minute


def written(minute: int) -> str:
    """Write minutes after midnight as a wall time: 480 is "08:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def read_spans(spans: Iterable[Iterable[str]], where: str) -> tuple[Written, ...]:
    """Read the spans written for one day, as pairs of plain "HH:MM" in the order given.

    Raises:
        ImpossibleTime: something is not a pair of times, or opens at 24:00.
    """
    if isinstance(spans, str):
        raise ImpossibleTime(f"{where}: {spans!r} is not a list of spans (“08:00”, “20:00”)")
    read = []
    for span in spans:
        pair = () if isinstance(span, str) else tuple(span)
        if len(pair) != 2:
            raise ImpossibleTime(f"{where}: {span!r} is not a span such as (“08:00”, “20:00”)")
        opens, closes = (minute_of(text) for text in pair)
        if opens == MINUTES_A_DAY:
            raise ImpossibleTime(f"{where}: nothing opens at 24:00; write 00:00 of the next day")
        read.append((written(opens), written(closes)))
    return tuple(read)


def read_week(weekly: Mapping[str, Iterable[Iterable[str]]]) -> dict[str, tuple[Written, ...]]:
    """Read the spans of a week, keyed by weekday in the week's order; a day not named is closed.

    Raises:
        ImpossibleDay: a key is not one of mon, tue, wed, thu, fri, sat, sun.
        ImpossibleTime: a span is not two wall times.
    """
    for key in weekly:
        if key not in WEEKDAYS:
            raise ImpossibleDay(f"{key!r} is not a weekday; the week has {', '.join(WEEKDAYS)}")
    read = {day: read_spans(weekly[day], day) for day in WEEKDAYS if day in weekly}
    return {day: spans for day, spans in read.items() if spans}


def split(spans: Iterable[Written]) -> tuple[list[Minutes], list[Minutes]]:
    """Split written spans at midnight into those of their own date and those of the next.

    A span whose end is not after its start runs past midnight: 22:00 to 06:00 is 22:00 to 24:00,
    and 00:00 to 06:00 of the next date. One that ends at 00:00 leaves nothing for the next date.
    """
    today, tomorrow = [], []
    for opens, closes in ((minute_of(one), minute_of(other)) for one, other in spans):
        if closes > opens:
            today.append((opens, closes))
        else:
            today.append((opens, MINUTES_A_DAY))
            if closes:
                tomorrow.append((0, closes))
    return today, tomorrow


def in_order(spans: Iterable[Minutes], where: str) -> tuple[Minutes, ...]:
    """Sort the spans of one date and join those that touch.

    Raises:
        OverlappingSpans: a minute is in two of them.
    """
    ordered = sorted(spans)
    for (opens, closes), (next_opens, next_closes) in pairwise(ordered):
        if next_opens < closes:
            raise OverlappingSpans(
                f"{where}: {written(opens)}-{written(closes)} and "
                f"{written(next_opens)}-{written(next_closes)} overlap"
            )
    return joined(ordered)


def joined(spans: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """Return the same open minutes as sorted spans that neither touch nor overlap."""
    result: list[Minutes] = []
    for opens, closes in sorted(spans):
        if result and opens <= result[-1][1]:
            result[-1] = (result[-1][0], max(closes, result[-1][1]))
        else:
            result.append((opens, closes))
    return tuple(result)
