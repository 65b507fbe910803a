"""Brakes against loops of mail: when the desk stops answering by itself. Nothing is lost by them.

Pure: values in, values out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import MessageIn

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_ONE_AN_HOUR = 10
TO_ONE_A_DAY = 40
OF_DESK_AN_HOUR = 6_000
ON_TICKET_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Receipts:
    """How many receipts went out lately: to one address, and in all."""

    to_one_an_hour: int
    to_one_a_day: int
    of_desk_an_hour: int


def brake_on_receipts(lately: Receipts) -> str:
    """Return which brake stops another receipt; '' for none."""
    if lately.of_desk_an_hour >= OF_DESK_AN_HOUR:
        return "receipts of the desk"
    if lately.to_one_an_hour >= TO_ONE_AN_HOUR or lately.to_one_a_day >= TO_ONE_A_DAY:
        return "receipts to one address"
    return ""


def brake_on_ticket(entries: Iterable[Entry], by: str, at: datetime) -> str:
    """Return the brake on a ticket to which one sender mails faster than people write."""
    lately = [
        entry
        for entry in entries
        if isinstance(entry.fact, MessageIn)
        and entry.by == by
        and entry.channel == "mail"
        and entry.at > at - HOUR
    ]
    return "mails to one ticket" if len(lately) >= ON_TICKET_AN_HOUR else ""
