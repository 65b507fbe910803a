"""The one place that reads the clock."""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """Return this instant in UTC, moved by TROTH_CLOCK in a demo or a test.

    Call it once a command or request, and hand the instant down.
    """
    offset: timedelta = settings.CLOCK_OFFSET
    return datetime.now(UTC) + offset
