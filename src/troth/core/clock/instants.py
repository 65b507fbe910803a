"""Instants as the clock counts them: aware and in UTC, or whole microseconds since 1970."""

from datetime import UTC, date, datetime, timedelta

from troth.core.clock.faults import NaiveInstant, OutOfReach

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2199

_EPOCH_DAY = EPOCH.toordinal()
_MICROSECOND = timedelta(microseconds=1)


def in_utc(at: datetime) -> datetime:
    """Return the same instant in UTC.

    Raises:
        NaiveInstant: `at` does not say its zone, so it is no instant.
        OutOfReach: `at` stands at the very edge of the calendar.
    """
    if at.utcoffset() is None:
        raise NaiveInstant(f"{at.isoformat()} does not say its zone, so it could be many instants")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise OutOfReach(f"{at.isoformat()} is outside the years that can be counted") from None


def micros(at: datetime) -> int:
    """Count the microseconds from 1970 to an aware instant."""
    return (at - EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """Return the instant so many microseconds after 1970, in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


def day_number(on: date) -> int:
    """Number a calendar date by the days since 1970-01-01."""
    return on.toordinal() - _EPOCH_DAY


def date_of(day: int) -> date:
    """Return the calendar date of a day number."""
    return date.fromordinal(day + _EPOCH_DAY)


def weekday_of(day: int) -> int:
    """Return the weekday of a day number: Monday is 0."""
    return (day + 3) % 7
