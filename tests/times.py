"""Literal times, in the zone of the founding policy."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


def eastern(text: str) -> datetime:
    """Return the instant of a New York wall time such as "2026-03-02 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


NOON = eastern("2026-03-02 12:00")
"""A Monday, inside support hours."""
