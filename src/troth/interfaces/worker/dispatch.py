"""Dispatch: mail on its way out. One thread takes and records in batches, a few hand over.

Only the one asks the database, so that what is read and written is read and
written for many messages at once. Those that speak to the next hop wait for
nothing but it, and each for one message at a time: a slow one holds up no other.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic

from django.db import Error, close_old_connections, connections
from psycopg_pool import PoolTimeout

from troth.domain.tickets.actions import trying
from troth.domain.tickets.models import Sending
from troth.interfaces.now import now
from troth.interfaces.worker.sending import End, hand, record, written

log = logging.getLogger("troth.mail")

AT_ONCE = 4  # messages being handed over
MOST = 32  # in hand: the others stay free for other workers, and for what is written meanwhile
GAP = timedelta(milliseconds=100)  # between two rounds: what comes and ends meanwhile goes together
PACE = timedelta(milliseconds=250)  # between looks when nothing is on its way
LONGEST_REST = timedelta(seconds=2)  # between two tries to reach a database that is away


class Dispatch:
    """What one process has in hand. For one thread."""

    def __init__(self) -> None:
        self._hands = ThreadPoolExecutor(AT_ONCE, "handing-over")
        self._under_way: dict[Future[datetime], Sending] = {}
        self._ended: list[End] = []
        self._held_at = monotonic()

    def round_(self) -> bool:
        """Record what ended, take what is to be tried; say whether anything was on its way."""
        self._gather()
        if self._ended:
            record(self._ended)
            self._ended = []
        self._hold()
        free = MOST - len(self._under_way)
        taken = trying.take(limit=free, at=now()) if free else []
        for sending, made in written(taken) if taken else ():
            if isinstance(made, End):
                self._ended.append(made)
            else:
                self._under_way[self._hands.submit(hand, made)] = sending
        return bool(taken or self._under_way)

    def wait(self, patience: timedelta) -> None:
        """Wait until something ends, or a while."""
        if self._under_way and not self._ended:
            wait(self._under_way, patience.total_seconds(), FIRST_COMPLETED)

    def finish(self, patience: float) -> None:
        """Give back what nobody has begun to hand over, and see the rest to its end."""
        back = [one for future, one in self._under_way.items() if future.cancel()]
        wait(self._under_way, patience)
        self._gather()
        self._hands.shutdown(wait=False)
        trying.give_back(back, at=now())
        record(self._ended)

    def _gather(self) -> None:
        for future in [one for one in self._under_way if one.done()]:
            sending = self._under_way.pop(future)
            if future.cancelled():
                continue
            fault = future.exception()
            self._ended.append(End(sending, now() if fault else future.result(), fault))

    def _hold(self) -> None:
        if not self._under_way:
            self._held_at = monotonic()
        elif monotonic() - self._held_at > trying.LEASE.total_seconds() / 4:
            trying.hold(self._under_way.values(), at=now())
            self._held_at = monotonic()


def work_off() -> None:
    """Send whatever is to be tried by now, and return when all of it has its end."""
    dispatch = Dispatch()
    while dispatch.round_():
        dispatch.wait(PACE)
    dispatch.finish(0)


@contextmanager
def dispatching() -> Iterator[None]:
    """Send what is to be sent, beside what the caller does, until it has done it."""
    stop = Event()
    thread = Thread(target=run, args=(stop,), name="dispatch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def run(stop: Event, patience: float = 6.0) -> None:
    """Send until `stop` is set. A database that is away is tried again, and again."""
    dispatch = Dispatch()
    away = 0
    while not stop.is_set():
        try:
            close_old_connections()
            busy = dispatch.round_()
            away = 0
        except (Error, PoolTimeout) as fault:
            away += 1
            log.warning("the database is away (%s); trying again", type(fault).__name__)
            connections.close_all()
            stop.wait(min(PACE * away, LONGEST_REST).total_seconds())
            continue
        except Exception:
            log.exception("ALARM mail is not sent as it should be; going on")
            busy = False
        dispatch.wait(PACE)
        stop.wait((GAP if busy else PACE).total_seconds())
    try:
        dispatch.finish(patience)
    except (Error, PoolTimeout) as fault:
        log.warning("the database is away (%s); not all is recorded", type(fault).__name__)
    finally:
        connections.close_all()
