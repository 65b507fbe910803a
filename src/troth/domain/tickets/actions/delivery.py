"""What became of a message we sent."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from troth.core.facts.kinds import ClosingUndone, MessageAccepted, MessageBounced
from troth.core.facts.nameless import nameless
from troth.domain import outbox
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import locked
from troth.domain.promises.actions import Change, commit, commit_many
from troth.domain.promises.story import stories, story
from troth.domain.tickets import rules
from troth.domain.tickets.models import Colleague, Sending
from troth.domain.tickets.participants import address_of

TAKEN = (Sending.State.ACCEPTED, Sending.State.DELIVERED)
"""The next hop has the message."""

Taken = tuple[int, int, datetime]
"""Which message the next hop took: its ticket, its position, and when."""

# Spelled out because they are asked for every message; the ORM takes several times as long.
_SENDING = "SELECT * FROM tickets_sending WHERE ticket_id = %s AND position = %s"
_ACCEPTED = """
    UPDATE tickets_sending AS sending
    SET state = 'accepted', accepted_at = told.at, next_try_at = NULL
    FROM unnest(%s::bigint[], %s::integer[], %s::timestamptz[]) AS told (ticket, position, at)
    WHERE sending.ticket_id = told.ticket AND sending.position = told.position
        AND sending.state NOT IN ('accepted', 'delivered')
    RETURNING sending.ticket_id, sending.position, told.at,
        EXISTS (SELECT FROM tickets_colleague AS one WHERE one.ticket_id = sending.ticket_id)
"""


def accepted(number: int, position: int, *, at: datetime) -> None:
    """Record that the next hop took the message, at `at`; once, however often it is told."""
    accepted_many([(number, position, at)], at=at)


@transaction.atomic
def accepted_many(taken: Sequence[Taken], *, at: datetime) -> None:
    """Record of many messages that the next hop took them: each once, all or none.

    Raises:
        LookupError: there is no such message.
    """
    told = {one.number: one for one in stories(locked({number for number, _, _ in taken}).values())}
    # Machines' clocks differ, but nothing is taken before it was written.
    placed = [(n, p, max(when, told[n].entries[p - 1].at)) for n, p, when in taken]
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, [list(column) for column in zip(*placed, strict=True)])
        fresh = sorted(cursor.fetchall())
    drafts: dict[int, list[Draft]] = {}
    for number, position, when, _ in fresh:
        fact = MessageAccepted(position)
        drafts.setdefault(number, []).append(Draft(fact, by="desk", channel="mail", at=when))
    if fresh:
        commit_many([Change(told[number], made) for number, made in drafts.items()], at=at)
    for number, position, _, has_colleagues in fresh:
        if has_colleagues:
            _copy(_sending(number, position))


@transaction.atomic
def bounced(number: int, position: int, *, why: str, at: datetime) -> None:
    """Record that the message did not reach the customer: it keeps no promise any more.

    A ticket that was closed on it is open again, by a fact of its own. Servers name the
    address in their reason; it stays beside the message, which can be erased.
    """
    told = story(number)
    sending = _sending(number, position)
    if sending.state == Sending.State.NOT_DELIVERED:
        return
    copied = sending.state in TAKEN
    _record(sending, Sending.State.NOT_DELIVERED, last_error=why)
    draft = Draft(MessageBounced(position, nameless(why, sending.to)), by="desk", channel="mail")
    closing = told.standing.closing
    commit(told, [draft], at=at)
    if closing is not None and told.standing.closed_at is None:
        first = rules.first_closing(told.entries, told.entry(closing))
        commit(told, [Draft(ClosingUndone(first, "returned", position), by="desk")], at=at)
    if not copied:
        _copy(sending)


@transaction.atomic
def reported(number: int, position: int, action: str, *, at: datetime) -> None:
    """Note what a machine says of a message on its further way; that keeps and breaks no promise.

    "delivered" proves that the next hop took it, where that was not known yet.
    """
    story(number)  # whoever else tells of this message waits
    sending = _sending(number, position)
    if sending.state == Sending.State.NOT_DELIVERED:
        return
    if action == "delivered":
        accepted(number, position, at=at)
        sending = _sending(number, position)
        _record(sending, Sending.State.DELIVERED, reported=action, reported_at=at)
    elif sending.state != Sending.State.DELIVERED:
        _record(sending, Sending.State(sending.state), reported=action, reported_at=at)


def _copy(sending: Sending) -> None:
    """Let the colleagues have what was written to the reporter, once its fate is known.

    What became of a copy is no fact: one of several readers is enough.
    """
    rows = Colleague.objects.filter(ticket=sending.ticket_id).order_by("pk")
    people = list(rows.values_list("person_id", flat=True))
    if people and sending.to == address_of(sending.ticket):
        ids = {"ticket": sending.ticket_id, "position": sending.position}
        outbox.ask_many("mail.copy", [{**ids, "person": one} for one in people])


def _sending(number: int, position: int) -> Sending:
    row = next(iter(Sending.objects.raw(_SENDING, [number, position])), None)
    if row is None:
        raise Sending.DoesNotExist(f"#{number} has no message at {position} on its way")
    return row


def _record(sending: Sending, state: Sending.State, **more: object) -> None:
    sending.state = state
    if state in (*TAKEN, Sending.State.NOT_DELIVERED):
        more["next_try_at"] = None
    for name, value in more.items():
        setattr(sending, name, value)
    sending.save(update_fields=["state", *more])
