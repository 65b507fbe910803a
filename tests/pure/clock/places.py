"""Hours the examples are told in, and instants read from their wall clocks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from troth.core.clock import Hours

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")

NEW_YORK = Hours(
    "America/New_York",
    {day: [("08:00", "20:00")] for day in WORKDAYS},
    holidays={date(2026, 1, 1): "New Year", date(2026, 11, 26): "Thanksgiving"},
    exceptions={date(2026, 12, 24): [("08:00", "12:00")], date(2026, 11, 28): [("10:00", "14:00")]},
)
LUNCH = Hours("Europe/London", {day: [("09:00", "12:30"), ("13:30", "17:00")] for day in WORKDAYS})
NIGHTS = Hours(
    "Europe/London",
    {day: [("22:00", "06:00")] for day in WORKDAYS},
    holidays=[date(2026, 3, 4)],  # a Wednesday
)
WHOLE_DAYS = Hours(
    "America/New_York",
    {day: [("00:00", "24:00")] for day in WORKDAYS},
    holidays=[date(2026, 11, 26)],
)


def at(text: str, hours: Hours | str) -> datetime:
    """Read a wall time of the hours' zone as an instant in UTC."""
    zone = ZoneInfo(hours) if isinstance(hours, str) else hours.zone
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
