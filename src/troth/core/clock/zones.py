"""Time zones: finding one by name, and the instants at which its wall clocks jump."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

from troth.core.clock.faults import UnknownZone
from troth.core.clock.instants import EPOCH, instant, micros

_SECOND = 1_000_000
# Offsets in the time zone database never change twice within four days, so a look every second
# day sees every change.
_STRIDE = 2 * 86_400 * _SECOND
_COMPARED_YEARS = range(1970, 2070)


def find_zone(zone: str | ZoneInfo) -> ZoneInfo:
    """Return the named zone; a `ZoneInfo` is taken as it is and never looked up again.

    Raises:
        UnknownZone: no zone has this name, or `zone` is not a named zone at all.
    """
    if isinstance(zone, ZoneInfo):
        return zone
    if not isinstance(zone, str) or not zone:
        raise UnknownZone(f"{zone!r} is not the name of a time zone such as America/New_York")
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(
            f"no time zone is called “{zone}”; names look like America/New_York or Europe/London"
        ) from None


@lru_cache(maxsize=256)
def zone_of(rules: bytes, name: str) -> ZoneInfo:
    """Return the zone of that name which follows the rules (TZif); one and the same each time.

    To compare two zones is to walk a hundred years, unless they are one.
    """
    return ZoneInfo.from_file(BytesIO(rules), key=name)


def segments(zone: ZoneInfo, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """Yield stretches (start, end, offset) of one offset each that fill [since, until)."""
    begun, offset = since, _offset_at(zone, since)
    for year in range(instant(since).year, instant(until - 1).year + 1):
        for changes_at, new in offset_changes(zone, year):
            if begun < changes_at < until:
                yield begun, changes_at, offset
                begun, offset = changes_at, new
    yield begun, until, offset


@lru_cache(maxsize=4096)
def offset_changes(zone: ZoneInfo, year: int) -> tuple[tuple[int, int], ...]:
    """List the instants of a UTC year at which the offset changes, each with its new offset."""
    at, end = year_start(year), year_start(year + 1)
    # A change on the first instant of a year is that year's, so the look begins just before it.
    at -= _SECOND
    offset = _offset_at(zone, at)
    found: list[tuple[int, int]] = []
    while at < end - _SECOND:
        after = min(at + _STRIDE, end - _SECOND)
        then = _offset_at(zone, after)
        while then != offset:
            at = _change_between(zone, at, after, offset)
            offset = _offset_at(zone, at)
            found.append((at, offset))
        at = after
    return tuple(found)


@lru_cache(maxsize=512)
def same_zone(one: ZoneInfo, other: ZoneInfo) -> bool:
    """Say whether two zones have one name and show one wall time, from 1970 until 2070.

    A zone frozen into an edition and the machine's own are the same as long as their rules are.
    """
    if one is other:
        return True
    return one.key == other.key and all(
        _offset_at(one, year_start(year)) == _offset_at(other, year_start(year))
        and offset_changes(one, year) == offset_changes(other, year)
        for year in _COMPARED_YEARS
    )


@lru_cache(maxsize=512)
def year_start(year: int) -> int:
    """Return the first instant of a UTC year."""
    return micros(datetime(year, 1, 1, tzinfo=UTC))


def wall_clock(zone: ZoneInfo, at: datetime) -> int:
    """Return what wall clocks show at an instant, as microseconds since 1970 on them."""
    return micros(at.astimezone(zone).replace(tzinfo=UTC))


def _offset_at(zone: ZoneInfo, at: int) -> int:
    offset = instant(at).astimezone(zone).utcoffset()
    return micros(EPOCH + offset) if offset else 0


def _change_between(zone: ZoneInfo, low: int, high: int, offset: int) -> int:
    """Return the first whole second in (low, high] whose offset is no longer `offset`."""
    low, high = low // _SECOND, high // _SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_at(zone, middle * _SECOND) == offset:
            low = middle
        else:
            high = middle
    return high * _SECOND
