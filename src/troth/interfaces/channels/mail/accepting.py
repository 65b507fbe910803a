"""Accepting mail: the bytes are on the disk and the row is committed, or the sender keeps it.

What a way in needs, and all it needs. Nothing here reads a message.
"""

from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock
from typing import BinaryIO

from django.db import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

from troth.domain.mailroom import actions
from troth.domain.mailroom.actions import Coming
from troth.domain.mailroom.models import Inbound
from troth.interfaces.channels.store import Store, store
from troth.interfaces.now import now

AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""The database is away or busy: whoever has the mail must keep it."""


class TryLater(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Nothing was lost, and nothing was accepted: the sender must keep the mail and come again."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a mail came: by which way, from which return path, to which of our addresses."""

    way: str
    sender: str = ""
    recipients: tuple[str, ...] = ()


def kept(what: bytes | BinaryIO, envelope: Envelope, at_store: Store | None = None) -> Coming:
    """Put the bytes of a mail on the disk; they may be accepted afterwards.

    Raises:
        TryLater: the store cannot be written.
    """
    try:
        digest, size = (at_store or store()).save(what)
    except OSError as fault:
        raise TryLater(f"The store cannot be written: {fault}.") from fault
    to = tuple(_fit(one) for one in envelope.recipients)
    return Coming(digest, size, envelope.way, _fit(envelope.sender), to)


def _fit(address: str) -> str:
    """Return an address as the database can keep it: bytes that are no text show as such."""
    text = address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\x00", "\ufffd")


def accept(what: bytes | BinaryIO, envelope: Envelope) -> Inbound:
    """Keep a mail and commit to it. When this returns, the sender may be told "accepted".

    Mails that come at once are committed to together.

    Raises:
        TryLater: the store cannot be written, or the database cannot be reached.
    """
    mine = _Waiting(kept(what, envelope))
    _TOGETHER.commit(mine)
    if mine.inbound is not None:
        return mine.inbound
    if isinstance(mine.fault, AWAY):
        raise TryLater("The database cannot be reached.") from mine.fault
    raise mine.fault or LookupError("nothing became of this mail")


@dataclass(slots=True, eq=False)
class _Waiting:
    """A mail on the disk, and what became of it once somebody has committed."""

    coming: Coming
    inbound: Inbound | None = None
    fault: Exception | None = None


class _Together:
    """Threads that commit at once: the first commits for all that wait, the others find it done."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Waiting] = SimpleQueue()
        self._turn = Lock()

    def commit(self, mine: _Waiting) -> None:
        self._waiting.put(mine)
        with self._turn:
            if mine.inbound is None and mine.fault is None:
                self._commit([self._waiting.get() for _ in range(self._waiting.qsize())])

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            for one, row in zip(batch, _rows(batch), strict=True):
                one.inbound = row
        except Exception as fault:
            if len(batch) == 1 or isinstance(fault, AWAY):
                for one in batch:
                    one.fault = fault
            else:  # one of them cannot be: no reason to put off the others
                for one in batch:
                    self._commit([one])


def _rows(batch: list[_Waiting]) -> list[Inbound]:
    return actions.accept([one.coming for one in batch], at=now())


_TOGETHER = _Together()
