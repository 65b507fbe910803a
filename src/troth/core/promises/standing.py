"""How a ticket stands, as its facts tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from troth.core.promises.pausing import Waiting
from troth.core.promises.promise import Promise


@dataclass(slots=True)
class Standing:
    """A ticket's state, derived from its facts and stored nowhere as a decision.

    `communicated_at` is when a resolution reached the customer since the ticket
    was opened or reopened; a message that is still under way has communicated
    nothing. `resolved_at` is the same until the customer writes again.
    `handover` is the position of the newest assignment that hands something
    over; an answer written after it ends it. `given` says that the ticket was
    ever assigned, so that nobody's ticket is told from one taken back.
    `edition`, `plan`, `region` and `contract` are the terms that count; `severity` is one
    that they offer. `production` is None while nobody has said.
    `undecided` is the position of the customer's earliest word on a closed
    ticket that staff have not decided on. `asks` is what the customer says by
    more than words: that it is urgent, until staff answer or assign a severity;
    or that it is solved, until staff close it or the customer writes again.
    `defects` are those the ticket is linked to, `patches` the versions released
    for any of them, and `patch` the newest of these that came while the ticket
    was open, until it is resolved.
    """

    edition: int = 0
    plan: str | None = None
    region: str | None = None
    contract: int | None = None
    production: bool | None = None
    severity: str = ""
    suggested: str | None = None
    triaged: bool = False
    held: bool = False
    declined: bool = False
    communicated_at: datetime | None = None
    resolved_at: datetime | None = None
    resolution: int | None = None  # position of the newest `resolved` entry
    closed_at: datetime | None = None
    closing: int | None = None  # position of the `closed` entry whose reason counts
    undecided: int | None = None
    channel: str = ""
    assignee: int | None = None
    team: int | None = None
    given: bool = False
    handover: int | None = None
    answered_at: datetime | None = None
    last_word_at: datetime | None = None
    last_word_by: Literal["customer", "us", ""] = ""
    asks: Literal["solved", "urgent", ""] = ""
    waiting: Waiting | None = None
    needed_at: datetime | None = None
    needed_by: int | None = None  # position of the fact that says so
    request: Literal["error", "question", "wish", ""] = ""
    merged_into: int | None = None  # the ticket it goes on in
    defects: tuple[int, ...] = ()
    patches: tuple[str, ...] = ()
    patch: str = ""


def next_owed(promises: Iterable[Promise], now: Standing) -> Promise | None:
    """Return the promise that somebody has to keep first; None when nothing is owed just now.

    On a closed ticket that is a decision alone: an answer missed before the
    closing stays a miss, and is owed again only when the ticket is reopened.
    """
    owed = [
        promise
        for promise in promises
        if promise.is_open
        and promise.paused_at is None
        and (now.closed_at is None or promise.what == "decision")
    ]
    return min(owed, key=lambda promise: promise.due_at, default=None)
