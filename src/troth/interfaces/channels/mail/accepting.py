"""Accepting mail: the bytes are on the disk and the row is committed, or the sender keeps it.

What a way in needs, and all it needs. Nothing here reads a message.
"""

from dataclasses import dataclass
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
    return Coming(digest, size, envelope.way, envelope.sender, envelope.recipients)


def accept(what: bytes | BinaryIO, envelope: Envelope) -> Inbound:
    """Keep a mail and commit to it. When this returns, the sender may be told "accepted".

    Raises:
        TryLater: the store cannot be written, or the database cannot be reached.
    """
    coming = kept(what, envelope)
    try:
        return actions.accept([coming], at=now())[0]
    except AWAY as fault:
        raise TryLater("The database cannot be reached.") from fault
