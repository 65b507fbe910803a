"""Make the letter of a message that a ticket has on its way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.vocabulary import TELLS_WHO
from troth.domain.contracts.queries import authorised_beside
from troth.domain.customers.models import Person
from troth.domain.customers.queries import address_of, person_behind
from troth.domain.defects.queries import notes_of
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import contents_of, entries_of
from troth.domain.promises.story import Story
from troth.domain.tickets import tokens
from troth.domain.tickets.models import Arrival, Sending, Ticket
from troth.domain.tickets.participants import token_for
from troth.domain.tickets.report import File
from troth.domain.tickets.stand_ins import stands_in
from troth.interfaces.channels.mail.notices import Scene, telling, write
from troth.interfaces.channels.shapes import Attached, Automatic, Letter
from troth.interfaces.channels.store import store
from troth.interfaces.channels.web.download import files_of

MOST_MAILED = 18 * 1024 * 1024
"""Bytes of files that one mail carries: coded it stays below the 25 MB that most servers take."""
TO_WHOEVER_WROTE = ("hold notice", "declining notice")
"""What answers somebody's own report, be they of their company no longer."""
_WORDS_IN = (kinds.Reported, kinds.MessageIn)


@dataclass(frozen=True, slots=True)
class Papers:
    """What letters are written from: the entries of some tickets and their contents."""

    entries: dict[int, list[Entry]]
    contents: dict[int, dict[str, Any]]


def papers(numbers: Iterable[int]) -> Papers:
    """Read what the letters of some tickets are written from, once for all of them."""
    wanted = list(numbers)
    return Papers(entries_of(wanted), contents_of(wanted))


def letter_of(
    sending: Sending, *, at: datetime, reader: Person | None = None, read: Papers | None = None
) -> Letter:
    """Return the letter of a sending, its words taken from the facts as they stand at `at`.

    For a `reader` other than the reporter it greets them, and its link is their
    own. Whoever writes many letters has `read` their papers.

    Raises:
        LookupError: the entry is no message of ours, or its content was erased.
    """
    ticket = sending.ticket
    read = read or papers([ticket.pk])
    told = Story(Chain(pk=ticket.pk), read.entries[ticket.pk])
    bodies = read.contents.get(ticket.pk, {})
    entry = next(one for one in told.entries if one.position == sending.position)
    if not isinstance(entry.fact, kinds.MessageOut) or entry.fact.content not in bodies:
        raise LookupError(f"{ticket} has no message to send at {sending.position}")
    body = bodies[entry.fact.content]
    if reader is None and body["purpose"] == "colleague notice":
        reader = person_behind(sending.to)
    to_themselves = body["purpose"] in TO_WHOEVER_WROTE
    if reader is None and not to_themselves and ticket.reporter and ticket.reporter.left_at:
        reader = stands_in(ticket)
        if reader is None:
            raise LookupError(f"whoever reported {ticket} has left, and nobody stands in for them")
    scene = _scene(ticket, told, bodies, entry, at, reader or ticket.reporter)
    answered, thread = _thread(told, sending)
    to = address_of(reader) if reader else sending.to
    carried, left = _carried(body)
    return Letter(
        message_id=sending.message_id,
        sender_name=f"{told.edition.policy.vendor} support",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=to,
        subject=f"[{ticket.ref}] {ticket.subject}",
        text=write(body["purpose"], body["text"], scene, left_out=left),
        at=at,
        in_reply_to=answered,
        references=thread,
        automatic=_automatic(entry.fact, body["purpose"]),
        formatted=bool(body["text"]),
        attached=tuple(
            Attached(one.name, one.media_type, store().read(one.digest)) for one in carried
        ),
        loop=tokens.loop_id(),
        **_ways_back(sending, to, reader),
    )


def _ways_back(sending: Sending, to: str, reader: Person | None) -> dict[str, str]:
    """Return where answers and machines' reports go, each with a token of ours.

    A copy is told from the message itself: what becomes of it changes nothing.
    """
    what = f"b{sending.ticket_id}-{sending.position}"
    if reader is not None and to != sending.to:
        what = f"c{sending.ticket_id}-{sending.position}-{reader.pk}"
    back = {"envelope_id": tokens.token(what)}
    if settings.TROTH.mail_plus:
        base = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        back["reply_to"] = tokens.address(base, f"t{sending.ticket_id}", to)
        back["return_path"] = tokens.address(base, what)
    return back


def _carried(body: dict[str, Any]) -> tuple[list[File], list[str]]:
    """Return the files that travel with a mail, and the names of those too large for it."""
    carried: list[File] = []
    left: list[str] = []
    room = MOST_MAILED
    for file in files_of(body):
        if file.size <= room:
            carried.append(file)
            room -= file.size
        else:
            left.append(file.name)
    return carried, left


def _scene(
    ticket: Ticket,
    told: Story,
    bodies: dict[str, Any],
    entry: Entry,
    at: datetime,
    person: Person | None,
) -> Scene:
    fact = telling(told.entries, entry.position)
    first = told.entries[0].fact
    reported = bodies.get(first.content, {}) if isinstance(first, kinds.Reported) else {}
    why = bodies.get(getattr(fact, "reason", None) or "", {}) if fact else {}
    reading = told.reading
    return Scene(
        ref=ticket.ref,
        prefix=ticket.prefix,
        subject=ticket.subject,
        name=person.name if person else "",
        zone=person.zone if person else "",
        link=""
        if person and person.left_at
        else f"{settings.TROTH.url}/t/{token_for(ticket, person.pk if person else None)}",
        edition=told.edition,
        promises=tuple(reading.promises) if reading else (),
        standing=told.standing,
        missing=tuple(reported.get("missing") or ()),
        told=fact,
        why=_why(fact, why),
        at=at,
        authorised=_authorised(ticket, told, reported, fact, at),
        waits_for=_waits_for(told, bodies),
    )


def _authorised(
    ticket: Ticket, told: Story, reported: dict[str, Any], fact: kinds.Kind | None, at: datetime
) -> tuple[str, ...]:
    """Return who at a held sender's company may ask, by name, where the policy has them told."""
    says = told.edition.policy.entitlement.notice
    if says != TELLS_WHO or not isinstance(fact, kinds.Held) or fact.lacks is None:
        return ()
    return tuple(authorised_beside(ticket.reporter, str(reported.get("email", "")), at))


def _waits_for(told: Story, bodies: dict[str, Any]) -> str:
    wait = told.standing.waiting
    fact = told.entry(wait.began).fact if wait else None
    named = fact.content if isinstance(fact, kinds.WaitingBegan) else None
    return str(bodies.get(named or "", {}).get("text", ""))


def _why(fact: kinds.Kind | None, body: dict[str, Any]) -> str:
    """Return what a message gives as the reason of what it tells, or as its news."""
    if isinstance(fact, kinds.PatchReleased):
        return notes_of(fact.version)
    tells = isinstance(fact, kinds.SeveritySet | kinds.Corrected | kinds.ClosingUndone)
    return str(body.get("text", "")) if tells else ""


def _thread(told: Story, sending: Sending) -> tuple[str, tuple[str, ...]]:
    """Return the id this message answers, and those of the ticket's mails before it, in order.

    It answers the customer's last mail, or else our own last.
    """
    before = [entry for entry in told.entries if entry.position < sending.position]
    came: list[tuple[int, str]] = []
    went: list[tuple[int, str]] = []
    if any(isinstance(one.fact, _WORDS_IN) and one.channel == "mail" for one in before):
        came = _ids(Arrival.objects.filter(ticket=told.number), sending.position)
    if any(isinstance(one.fact, kinds.MessageOut) for one in before):
        went = _ids(Sending.objects.filter(ticket=told.number), sending.position)
    thread = tuple(message_id for _, message_id in sorted([*came, *went]))
    answered = came[-1][1] if came else (thread[-1] if thread else "")
    return answered, thread


def _ids(rows: QuerySet[Arrival] | QuerySet[Sending], position: int) -> list[tuple[int, str]]:
    mails = rows.filter(position__lt=position).exclude(message_id="")
    return list(mails.order_by("position").values_list("position", "message_id"))


def _automatic(fact: kinds.MessageOut, purpose: str) -> Automatic:
    if not fact.automatic:
        return ""
    return "auto-replied" if purpose == "receipt" else "auto-generated"
