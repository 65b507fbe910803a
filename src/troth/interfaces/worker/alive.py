"""A dead man's switch: each minute the worker tells an address of the operator's that all moves on.

Whoever watches that address (healthchecks.io and its like) raises the alarm when it falls silent:
nothing on this machine could, if this machine is what failed.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection

from troth.domain.urgent.queries import open_pages
from troth.interfaces.now import now
from troth.interfaces.outgoing import Unanswered, get

log = logging.getLogger("troth.alive")

FRESH = 30.0  # seconds since the watch beat, by the database's own clock
LATE = timedelta(minutes=1)  # a page that nobody took on for so long stands still
_BEAT = (
    "SELECT extract(epoch FROM clock_timestamp() - max(beaten_at))::float8 FROM promises_watchbeat"
)


def tell() -> bool:
    """Tell the operator's address that watch and pager make progress; say whether it was told.

    Where one does not, nothing is told: silence is the alarm. Why stands in the log.
    """
    if not settings.TROTH.heartbeat:
        return False
    if why := stuck():
        log.error("ALARM no sign of life is sent: %s", why)
        return False
    try:
        status, _body = get(settings.TROTH.heartbeat)
    except Unanswered as fault:
        log.warning("the dead man's switch got %s", fault)
        return False
    return status < 300


def stuck() -> str:
    """Return what stands still, in words; nothing while watch and pager make progress."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT)
        beat = cursor.fetchone()[0]
    if beat is None or beat > FRESH:
        return "the watch makes no progress"
    if open_pages().filter(look_at__lt=now() - LATE).exists():
        return "a page stands still"
    return ""
