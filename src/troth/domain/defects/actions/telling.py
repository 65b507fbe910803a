"""Telling an announcement: chunk by chunk, each in one transaction, with where it got to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import PatchReleased, Resolved
from troth.domain.defects import reach, rules, wording
from troth.domain.defects.actions.linking import knows
from troth.domain.defects.actions.recording import locked
from troth.domain.defects.models import Announcement, Told
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import locked as locked_chains
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import Story, stories
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.actions.conversation import mailed, published
from troth.domain.tickets.actions.outgoing import Letter
from troth.domain.tickets.models import Ticket

CHUNK = 100
"""Tickets a transaction: short locks, and one word to the screens for all of them."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What an announcement does to one ticket."""

    change: Change
    letter: Letter | None
    why_not: str


@transaction.atomic
def tell_some(pk: int, *, at: datetime, most: int = CHUNK) -> bool:
    """Tell the next tickets of an announcement; say whether some may be left.

    Whoever else tells the same announcement waits, and goes on after these: a
    process that falls has told a chunk and noted so, or neither.
    """
    row = _held(pk)
    if row.done_at is not None:
        return False
    defects = reach.defects_of(row)
    numbers = list(reach.left(row, defects, after=row.cursor)[:most])
    if numbers:
        _tell(row, defects, numbers, at)
        row.cursor = numbers[-1]
    elif row.cursor:
        row.cursor = 0  # tickets that were linked meanwhile have any number
    else:
        for one in sorted(defects):
            locked(one)  # nobody links a ticket now and finds the patch not yet told
        if not reach.left(row, defects, after=0)[:1]:
            row.done_at = at
    row.save(update_fields=["cursor", "done_at"])
    return row.done_at is None


def _held(pk: int) -> Announcement:
    rows = Announcement.objects.select_related("patch", "author").select_for_update(of=("self",))
    return rows.get(pk=pk)


def _tell(row: Announcement, defects: Sequence[int], numbers: Sequence[int], at: datetime) -> None:
    chains = locked_chains(numbers)
    people = Ticket.objects.select_related("reporter", "reporter__customer")
    tickets = people.in_bulk(list(chains))
    to = reach.addresses(tickets.values())
    pieces = {
        one.number: _piece(row, defects, one, tickets[one.number], to.get(one.number, ""))
        for one in stories(chains.values())
    }
    made = commit_many([one.change for one in pieces.values()], at=at)
    outgoing.ask_for_many(
        (number, entries, one.letter)
        for (number, one), entries in zip(pieces.items(), made, strict=True)
        if one.letter is not None
    )
    Told.objects.bulk_create(
        Told(
            announcement=row,
            ticket_id=number,
            position=outgoing.position_of(entries, one.letter) if one.letter else None,
            why_not=one.why_not,
        )
        for (number, one), entries in zip(pieces.items(), made, strict=True)
    )


def _piece(
    row: Announcement, defects: Sequence[int], told: Story, ticket: Ticket, address: str
) -> _Piece:
    author, here = row.author, published(ticket)
    drafts = []
    if row.patch is not None and not knows(told, row.patch.version):
        fact = PatchReleased(row.patch.version, tuple(sorted(defects)))
        drafts.append(Draft(fact, by=author.by if author else "desk"))
    elif row.patch is not None:
        return _Piece(Change(told, drafts), None, "knew")
    # What a person wrote counts in the portal where the trouble was reported there.
    to = address if not row.text or mailed(ticket) else ""
    why_not = rules.why_not(told.standing, to, published=here and bool(row.text))
    if why_not:
        return _Piece(Change(told, drafts), None, why_not)
    letter = outgoing.letter(
        told.number,
        to=to,
        purpose="patch notice" if row.patch else "workaround",
        text=wording.filled(row, told, ticket),
        by=author.by if author else "desk",
        published=here and bool(row.text),
    )
    drafts.append(letter.draft)
    if row.resolves and author is not None:
        where = told.chain.position + len(drafts)
        drafts.append(Draft(Resolved("fix" if row.patch else "workaround", where), by=author.by))
    return _Piece(Change(told, drafts, [letter.content]), letter, "")
