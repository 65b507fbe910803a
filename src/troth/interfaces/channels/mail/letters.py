"""Make the letter of a message that a ticket has on its way out."""

from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import contents, entries
from troth.domain.promises.story import Story
from troth.domain.tickets.models import Arrival, Sending, Ticket
from troth.domain.tickets.queries import token_for
from troth.interfaces.channels.mail.notices import Scene, telling, write
from troth.interfaces.channels.shapes import Automatic, Letter


def letter_of(sending: Sending, *, at: datetime) -> Letter:
    """Return the letter of a sending, its words taken from the facts as they stand at `at`.

    Raises:
        LookupError: the entry is no message of ours, or its content was erased.
    """
    ticket = Ticket.objects.select_related("reporter").get(pk=sending.ticket_id)
    told = Story(Chain(pk=ticket.pk), entries(ticket.pk))
    bodies = contents(ticket.pk)
    entry = next(one for one in told.entries if one.position == sending.position)
    if not isinstance(entry.fact, kinds.MessageOut) or entry.fact.content not in bodies:
        raise LookupError(f"{ticket} has no message to send at {sending.position}")
    body = bodies[entry.fact.content]
    scene = _scene(ticket, told, bodies, entry, at)
    thread = _thread(ticket, sending)
    return Letter(
        message_id=sending.message_id,
        sender_name=f"{told.edition.policy.vendor} support",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=sending.to,
        subject=f"[{ticket.ref}] {ticket.subject}",
        text=write(body["purpose"], body["text"], scene),
        at=at,
        in_reply_to=_answered(ticket, sending, thread),
        references=tuple(thread),
        automatic=_automatic(entry.fact, body["purpose"]),
    )


def _scene(
    ticket: Ticket, told: Story, bodies: dict[str, Any], entry: Entry, at: datetime
) -> Scene:
    fact = telling(told.entries, entry.position)
    first = told.entries[0].fact
    reported = bodies.get(first.content, {}) if isinstance(first, kinds.Reported) else {}
    why = bodies.get(getattr(fact, "reason", None) or "", {}) if fact else {}
    person = ticket.reporter
    reading = told.reading
    return Scene(
        ref=ticket.ref,
        prefix=ticket.prefix,
        subject=ticket.subject,
        name=person.name if person else "",
        zone=person.zone if person else "",
        link=f"{settings.TROTH.url}/t/{token_for(ticket)}",
        edition=told.edition,
        promises=tuple(reading.promises) if reading else (),
        standing=told.standing,
        missing=tuple(reported.get("missing") or ()),
        told=fact,
        why=str(why.get("text", "")) if isinstance(fact, kinds.SeveritySet) else "",
        at=at,
    )


def _thread(ticket: Ticket, sending: Sending) -> list[str]:
    """Return the ids of the mails of this ticket before this one, oldest first."""
    came = Arrival.objects.filter(ticket=ticket, position__lt=sending.position)
    went = Sending.objects.filter(ticket=ticket, position__lt=sending.position)
    found = [
        *came.values_list("position", "message_id"),
        *went.values_list("position", "message_id"),
    ]
    return [message_id for _, message_id in sorted(found) if message_id]


def _answered(ticket: Ticket, sending: Sending, thread: list[str]) -> str:
    came = Arrival.objects.filter(ticket=ticket, position__lt=sending.position)
    last = came.exclude(message_id="").order_by("-position").values_list("message_id", flat=True)
    return last.first() or (thread[-1] if thread else "")


def _automatic(fact: kinds.MessageOut, purpose: str) -> Automatic:
    if not fact.automatic:
        return ""
    return "auto-replied" if purpose == "receipt" else "auto-generated"
