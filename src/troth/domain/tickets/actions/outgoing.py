"""Writing to the customer: the fact, its content, its row on the way out, and the job."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import MessageOut
from troth.domain import outbox
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.models import Content
from troth.domain.ledger.round_trip import RoundTrip
from troth.domain.tickets.models import Sending
from troth.domain.tickets.report import File


@dataclass(frozen=True, slots=True)
class Letter:
    """A message about to be committed: its draft and its content."""

    draft: Draft
    content: Content
    to: str


def letter(
    number: int,
    *,
    to: str,
    purpose: str,
    text: str = "",
    attachments: tuple[File, ...] = (),
    by: str = "desk",
    published: bool = False,
    leaves_at: datetime | None = None,
) -> Letter:
    """Return a message to the customer.

    An automatic one (by "desk") carries no text: its words are written from
    facts and policy when it is sent.
    """
    body: dict[str, Any] = {"text": text, "to": to, "purpose": purpose}
    if attachments:
        body["attachments"] = [asdict(one) for one in attachments]
    made = content(number, body)
    automatic = by == "desk"
    fact = MessageOut(name_of(made), automatic, published=published, leaves_at=leaves_at)
    return Letter(Draft(fact, by=by), made, to)


def ask_for(
    number: int, made: list[Entry], *letters: Letter, trip: RoundTrip | None = None
) -> None:
    """Put the committed letters on their way. One without an address stays in the portal.

    Rows gathered in `trip` are written first.
    """
    trip = trip or RoundTrip()
    by_content = {name_of(one.content): one for one in letters if one.to}
    sendings = [
        Sending(
            ticket_id=number,
            position=entry.position,
            message_id=f"<{secrets.token_hex(16)}@troth>",
            to=by_content[entry.fact.content].to,
        )
        for entry in made
        if isinstance(entry.fact, MessageOut) and entry.fact.content in by_content
    ]
    trip.insert(sendings)
    trip.send()
    waits = {entry.position: _wait(entry) for entry in made}
    for sending in sendings:
        ids = {"ticket": number, "position": sending.position}
        if wait := waits[sending.position]:
            outbox.ask_in("mail.send", wait, **ids)
        else:
            outbox.ask("mail.send", **ids)


def ask_for_many(written: Iterable[tuple[int, list[Entry], Letter]]) -> None:
    """Put a letter of each of many tickets on its way; none of them can be taken back."""
    sendings = [
        Sending(
            ticket_id=number,
            position=position_of(made, letter),
            message_id=f"<{secrets.token_hex(16)}@troth>",
            to=letter.to,
        )
        for number, made, letter in written
        if letter.to
    ]
    Sending.objects.bulk_create(sendings)
    asked = [{"ticket": one.ticket_id, "position": one.position} for one in sendings]
    outbox.ask_many("mail.send", asked)


def position_of(made: list[Entry], letter: Letter) -> int:
    """Return the place that a committed letter has in its ticket."""
    name = name_of(letter.content)
    return next(
        one.position
        for one in made
        if isinstance(one.fact, MessageOut) and one.fact.content == name
    )


def _wait(entry: Entry) -> timedelta | None:
    leaves_at = entry.fact.leaves_at if isinstance(entry.fact, MessageOut) else None
    return leaves_at - entry.at if leaves_at else None
