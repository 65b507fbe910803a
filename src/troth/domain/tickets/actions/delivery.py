"""What became of a message we sent."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import ClosingUndone, MessageAccepted, MessageBounced
from troth.core.facts.nameless import nameless
from troth.domain import outbox
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.tickets import rules
from troth.domain.tickets.models import Colleague, Sending
from troth.domain.tickets.participants import address_of

TAKEN = (Sending.State.ACCEPTED, Sending.State.DELIVERED)
"""The next hop has the message."""

# Asked for every message; the ORM takes several times as long to spell it.
_SENDING = "SELECT * FROM tickets_sending WHERE ticket_id = %s AND position = %s"


@transaction.atomic
def accepted(number: int, position: int, *, at: datetime) -> None:
    """Record that the next hop took the message, at `at`; once, however often it is told."""
    told = story(number)
    sending = _sending(number, position)
    if sending.state in TAKEN:
        return
    _record(sending, Sending.State.ACCEPTED, accepted_at=max(at, told.reported_at))
    draft = Draft(MessageAccepted(position), by="desk", channel="mail")
    commit(told, [draft], at=at)
    _copy(sending)


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
    for name, value in more.items():
        setattr(sending, name, value)
    sending.save(update_fields=["state", *more])
