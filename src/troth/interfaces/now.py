"""The one place that reads the clock."""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """Return this instant in UTC, moved by TROTH_CLOCK in a demo or a test.

    Call it once a command or request, and hand the instant down.
    """
    offset: timedelta = settings.CLOCK_OFFSET
    return datetime.now(UTC) + offset


def real() -> datetime:
    """Return this instant as other machines have it, wherever TROTH_CLOCK may be.

    For what is compared with a reader's own device alone, such as an app's codes.
    """
    return datetime.now(UTC)
