"""How mail stands, for an administrator's eyes: on the command line and on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.domain.customers import queries as customers
from troth.domain.customers.models import Address
from troth.domain.mailroom import queries
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.mailroom.queries import Accounting
from troth.domain.tickets import braking
from troth.domain.tickets.models import Loop, Sending
from troth.interfaces.channels.mail.ways.way import Way

SLOW = timedelta(minutes=5)
RECENT = timedelta(hours=1)
"""For so long after it last came round, a loop is an alarm."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything there is to know about mail at one instant."""

    ways: tuple[str, ...]
    mailboxes: list[Mailbox]
    waiting: int
    waiting_since: datetime | None
    troubled: list[Inbound]
    held: list[Inbound]
    accounting: Accounting
    reasons: dict[int, str]  # why a ticket is held, by its number
    aside: list[Inbound]
    loops: list[Loop]
    stopped: list[Address]
    lost: list[Sending]
    out: dict[str, int]
    alarms: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield it as plain lines."""
        yield f"ways in\t{', '.join(self.ways) or 'none'}"
        for box in self.mailboxes:
            since = f"{box.succeeded_at:%Y-%m-%dT%H:%MZ}" if box.succeeded_at else "never"
            fault = f"\t{box.last_error}" if box.last_error else ""
            yield f"mailbox\t{box.name}\tup to {box.uid}\tlast reached {since}{fault}"
        yield f"waiting to be read\t{self.waiting}"
        for one in self.troubled:
            yield f"put off\t{one.pk}\ttries {one.tries}\t{one.last_error}"
        for one in self.held:
            yield f"held\t{one.pk}\t{one.ticket}"
        for loop in self.loops:
            last = f"{loop.last_at:%Y-%m-%dT%H:%MZ}"
            yield f"loop stopped\t{loop.brake}\t{loop.whom}\t{loop.count}\t{last}"
        for address in self.stopped:
            yield f"not mailed to\t{address.value}\t{address.stopped_why}"
        for name, count in self.out.items():
            yield f"going out, {name}\t{count}"
        yield f"accounting\t{self.accounting}"


def state(ways: Sequence[Way], at: datetime) -> State:
    """Look at everything at once; `at` is now."""
    waiting, since = queries.waiting()
    boxes, loops, held = queries.mailboxes(), braking.loops(), queries.held()
    return State(
        ways=tuple(way.name for way in ways),
        mailboxes=boxes,
        waiting=waiting,
        waiting_since=since,
        troubled=queries.troubled(),
        held=held,
        reasons=queries.reasons([one.ticket_id for one in held if one.ticket_id]),
        aside=queries.aside(),
        loops=loops,
        stopped=customers.stopped(),
        lost=queries.lost(),
        accounting=queries.accounting(),
        out=queries.going_out(),
        alarms=tuple(_alarms(ways, boxes, loops, since, at)),
    )


def _alarms(
    ways: Sequence[Way],
    boxes: Sequence[Mailbox],
    loops: Sequence[Loop],
    since: datetime | None,
    at: datetime,
) -> Iterator[str]:
    known = {box.name: box for box in boxes}
    for way in ways:
        box = known.get(way.name)
        if way.kind == "imap" and (box is None or box.last_error):
            yield f"{way.name} cannot be reached: {box.last_error if box else 'not tried yet'}"
    for loop in loops:
        if at - loop.last_at < RECENT:
            yield f"a loop was stopped {loop.count} times ({loop.brake}): {loop.whom}"
    if since is not None and at - since > SLOW:
        yield f"a mail has waited to be read since {since:%Y-%m-%dT%H:%MZ}"
