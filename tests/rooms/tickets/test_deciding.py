"""A customer's word on a closed ticket: decided by staff, told to them, and never lost."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON
from troth.core.facts.kinds import MessageIn, Thanked, WordMoved
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import contents, faults
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import closing, conversation, deciding, delivery, resolving
from troth.domain.tickets.alike import alike
from troth.domain.tickets.models import Ticket
from troth.interfaces.channels.mail.letters import letter_of

SOON = NOON + timedelta(minutes=5)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def undecided(ticket: Ticket, ines: User) -> Ticket:
    """A ticket on which Mara wrote two messages after it was closed."""
    resolving.resolve(ticket.number, how="fix", text="Do it.", seen=seen(ticket), by=ines, at=NOON)
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=ines, at=NOON)
    for text in ("The captions drift again.", "And on the other stream."):
        conversation.customer_wrote(
            ticket.number,
            text=text,
            attachments=(),
            key=text,
            person_id=ticket.reporter_id,
            at=SOON,
        )
    return ticket


def test_a_thank_you_is_kept_and_no_clock_runs(undecided: Ticket, ines: User) -> None:
    first = Standing.objects.get(pk=undecided.pk)
    assert first.next_what == "decision"
    deciding.take_as_thanks(undecided.number, seen=seen(undecided), by=ines, at=LATER)

    stands = Standing.objects.get(pk=undecided.pk)
    assert (stands.undecided, stands.next_due_at, stands.in_queue) == (False, None, False)
    assert isinstance(last(undecided, "thanked").fact, Thanked)
    assert "nothing is left to do" in letter_of(sent(undecided), at=LATER).text
    assert list(differences()) == []


def test_words_that_belong_to_another_open_ticket_are_put_there_whole(
    undecided: Ticket, opens: Opens, ines: User
) -> None:
    other = opens(subject="Captions drift", suggested="2", at=SOON)
    deciding.move_to(undecided.number, other.number, seen=seen(undecided), by=ines, at=LATER)

    moved = last(other, "message_in").fact
    assert isinstance(moved, MessageIn)
    assert moved.from_ticket == undecided.number
    assert kinds_of(other).count("message_in") == 2
    assert contents(other.number)[moved.content]["text"] == "And on the other stream."
    assert isinstance(last(undecided, "word_moved").fact, WordMoved)
    assert not Standing.objects.get(pk=undecided.pk).undecided
    assert f"belongs to {other.ref}" in letter_of(sent(undecided), at=LATER).text
    assert list(differences()) == []
    assert list(faults()) == []


def test_no_word_crosses_to_another_customer(undecided: Ticket, opens: Opens, ines: User) -> None:
    theirs = opens(email="otto@beta.example", name="Otto", at=SOON)
    before = kinds_of(theirs)
    for number in (theirs.number, undecided.number, 1):
        with pytest.raises(Refused, match="same customer"):
            deciding.move_to(undecided.number, number, seen=seen(undecided), by=ines, at=LATER)

    assert kinds_of(theirs) == before
    assert alike(ines, undecided, "The captions drift again.") == []


def test_no_word_is_put_on_a_ticket_that_is_closed(
    undecided: Ticket, opens: Opens, ines: User
) -> None:
    other = opens(at=SOON)
    resolving.resolve(other.number, how="fix", text="Do it.", seen=seen(other), by=ines, at=SOON)
    delivery.accepted(other.number, sent(other).position, at=SOON)
    closing.close(other.number, reason="no_code_change", seen=seen(other), by=ines, at=SOON)

    with pytest.raises(Refused, match="closed"):
        deciding.move_to(undecided.number, other.number, seen=seen(undecided), by=ines, at=LATER)
    assert Standing.objects.get(pk=undecided.pk).undecided


def test_the_ticket_that_looks_most_alike_is_offered_first(
    undecided: Ticket, opens: Opens, ines: User
) -> None:
    opens(subject="An invoice is missing", at=SOON)
    drift = opens(subject="Captions drift on the stream", at=SOON)
    opens(subject="Upload fails", at=SOON)

    found = alike(ines, undecided, "The captions drift again. And on the other stream.")
    assert [len(found), found[0].number] == [3, drift.number]
