"""Take in a mail: the bytes are safe first, then they are read, then a ticket has them."""

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from django.db import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

from troth.domain.refusal import Refused
from troth.domain.tickets.actions import intake
from troth.domain.tickets.actions.intake import TakenIn
from troth.domain.tickets.report import File
from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.parse import held_report, report_of
from troth.interfaces.channels.store import Store

log = logging.getLogger("troth.mail")


class TryLater(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Nothing was lost, and nothing was taken in: the sender must keep the mail and come again."""


def take_in(
    stream: BinaryIO, store: Store, *, own_addresses: Collection[str] = (), at: datetime
) -> TakenIn:
    """Store a mail, read it, and take it in. The same mail twice is one arrival.

    A mail that the desk cannot make sense of becomes a held ticket with the
    original beside it, and never stands in the way of the next.

    Raises:
        TryLater: the store or the database is away, or no policy is published.
    """
    try:
        digest, size = store.save(stream)
        with store.open(digest) as kept:
            raw = kept.read(limits.SIZE + 1)
        original = File("original.eml", "message/rfc822", digest, size)
        report = report_of(raw, original, store, own_addresses=own_addresses)
    except OSError as fault:
        raise TryLater(f"The store cannot be written: {fault}.") from fault
    try:
        return intake.take_in(report, at=at)
    except Refused as refused:
        raise TryLater(refused.say) from refused
    except (OperationalError, InterfaceError, PoolTimeout) as fault:
        raise TryLater("The database cannot be reached.") from fault
    except Exception:
        log.exception("a mail could not be taken in as it reads; it is held as it came")
    held = held_report(raw, original, "the desk could not take it in as it reads")
    try:
        return intake.take_in(replace(held, automatic=report.automatic), at=at)
    except (Refused, OperationalError, InterfaceError, PoolTimeout) as fault:
        raise TryLater("The database cannot be reached.") from fault
