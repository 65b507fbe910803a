"""The watch: twice a second, find what has fallen due and settle it, and give out what is new."""

import logging
from datetime import timedelta
from threading import Event
from time import monotonic

from django.db import Error, close_old_connections, connections
from psycopg_pool import PoolTimeout

from troth.domain.promises.watch import beat, settle_due
from troth.domain.tickets.actions.assigning import give_out
from troth.domain.tickets.actions.waiting import take_steps
from troth.interfaces.now import now
from troth.interfaces.worker import noticing, paging

log = logging.getLogger("troth.watch")

PACE = timedelta(milliseconds=500)
BATCH = 500
LONGEST_REST = timedelta(seconds=2)  # between two tries to reach a database that is away


def run(name: str, stop: Event) -> None:
    """Watch until `stop` is set. A database that is away is tried again, and again.

    Says that it lives only after a round that reached the database, and while a
    long backlog is worked off, after each batch.
    """
    away = 0
    while not stop.is_set():
        began = monotonic()
        try:
            close_old_connections()
            round_(name, stop)
            paging.round_()
            noticing.round_()
        except (Error, PoolTimeout) as fault:
            away += 1
            log.warning("the database is away (%s); trying again", type(fault).__name__)
            connections.close_all()
            stop.wait(min(PACE * away, LONGEST_REST).total_seconds())
            continue
        if away:
            log.warning("the database is back after %d tries", away)
            away = 0
        stop.wait(max(PACE.total_seconds() - (monotonic() - began), 0))


def round_(name: str, stop: Event | None = None) -> int:
    """Settle all that is due by now, in batches; return how many tickets that was."""
    settled = 0
    beat(name)
    while not (stop and stop.is_set()) and (count := settle_due(now(), limit=BATCH)):
        settled += count
        beat(name)
    while not (stop and stop.is_set()) and give_out(at=now()):
        beat(name)
    while not (stop and stop.is_set()) and take_steps(now()):
        beat(name)
    return settled
