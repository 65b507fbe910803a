"""The mailroom at work: what was accepted is read and settled, however often it takes."""

import logging
from datetime import timedelta
from threading import Event, Thread

from django.db import Error, close_old_connections, connections
from psycopg_pool import PoolTimeout

from troth.domain.mailroom import actions
from troth.domain.mailroom.models import Inbound
from troth.interfaces.channels.mail.accepting import TryLater
from troth.interfaces.channels.mail.intake import settle
from troth.interfaces.channels.mail.readers import reader
from troth.interfaces.now import now

log = logging.getLogger("troth.mailroom")

AT_ONCE = 2
BATCH = 10
PACE = timedelta(milliseconds=500)  # between looks, when nothing wakes us
LONGEST_REST = timedelta(seconds=2)


class Mailroom:
    """Readers of accepted mail, each a thread with a reading process of its own."""

    def __init__(self) -> None:
        self._stop = Event()
        self.woken = Event()  # set it to say that a mail was accepted just now
        self._threads = [
            Thread(target=self._work, name=f"reading-{number}", daemon=True)
            for number in range(AT_ONCE)
        ]

    def start(self) -> None:
        """Begin to work off what waits."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """Stop after the mail each is at; what was leased and not looked at waits on."""
        self._stop.set()
        self.woken.set()
        for thread in self._threads:
            thread.join(patience)

    def _work(self) -> None:
        away = 0
        try:
            while not self._stop.is_set():
                self.woken.clear()
                try:
                    close_old_connections()
                    found = work_off(self._stop)
                    away = 0
                except (Error, PoolTimeout) as fault:
                    away += 1
                    log.warning("the database is away (%s); trying again", fault)
                    connections.close_all()
                    self._stop.wait(min(PACE * away, LONGEST_REST).total_seconds())
                    continue
                if not found:
                    self.woken.wait(PACE.total_seconds())
        finally:
            reader().close()
            connections.close_all()


def work_off(stop: Event | None = None) -> int:
    """Settle a batch of what waits; return how many mails were looked at."""
    batch = actions.lease(limit=BATCH, at=now())
    for number, inbound in enumerate(batch):
        if stop is not None and stop.is_set():
            actions.give_back(batch[number:], at=now())
            return number
        settle_or_put_off(inbound)
    return len(batch)


def settle_or_put_off(inbound: Inbound) -> None:
    """Settle a mail; where that cannot be done now, note why and when to try again."""
    try:
        settle(inbound)
    except TryLater as later:
        log.warning("mail %d waits: %s", inbound.pk, later)
        actions.put_off(inbound, str(later), at=now())
