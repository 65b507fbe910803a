"""Writing to the customer: the fact, its content, and its row on the way out."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import MessageOut
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
    trip.insert([_sending(number, one, made) for one in letters if one.to])
    trip.send()


def ask_for_many(written: Iterable[tuple[int, list[Entry], Letter]]) -> None:
    """Put a letter of each of many tickets on its way."""
    rows = [_sending(number, letter, made) for number, made, letter in written if letter.to]
    Sending.objects.bulk_create(rows)


def let_leave(number: int, *, at: datetime) -> None:
    """Send now what waits to be undone: nobody may take it back any more."""
    waiting = Sending.objects.filter(ticket_id=number, begun=0, next_try_at__gt=at)
    waiting.update(next_try_at=at)


def position_of(made: list[Entry], letter: Letter) -> int:
    """Return the place that a committed letter has in its ticket."""
    return _placed(letter, made)[0]


def _sending(number: int, letter: Letter, made: list[Entry]) -> Sending:
    position, at, fact = _placed(letter, made)
    return Sending(
        ticket_id=number,
        position=position,
        message_id=f"<{secrets.token_hex(16)}@troth>",
        to=letter.to,
        by_hand=not fact.automatic,
        next_try_at=fact.leaves_at or at,
    )


def _placed(letter: Letter, made: list[Entry]) -> tuple[int, datetime, MessageOut]:
    """Return where and when a committed letter stands in its ticket, and the fact that it is."""
    name = name_of(letter.content)
    return next(
        (one.position, one.at, one.fact)
        for one in made
        if isinstance(one.fact, MessageOut) and one.fact.content == name
    )
