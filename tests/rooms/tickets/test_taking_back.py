"""Taking a reply back before it leaves."""

from datetime import timedelta
from typing import Any

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.times import NOON
from troth.core.promises.promise import status
from troth.core.promises.standing import next_owed
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import faults
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import closing, conversation, deciding, resolving, trying
from troth.domain.tickets.actions.withdrawing import withdraw
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.pages import customer_page

UNDO = timedelta(seconds=10)
SOON = NOON + timedelta(seconds=4)


def reply(ticket: Ticket, by: User) -> int:
    """Write a reply that waits, and return its position."""
    conversation.reply(
        ticket.number, text="Sorry, wrong.", seen=seen(ticket), by=by, at=NOON, undo=UNDO
    )
    return last(ticket, "message_out").position


def test_it_is_as_if_it_had_never_been_sent(ticket: Ticket, ines: User) -> None:
    sendings = Sending.objects.count()
    position = reply(ticket, ines)
    assert Sending.objects.get(position=position).next_try_at == NOON + UNDO

    body = withdraw(ticket.number, position, by=ines, at=SOON)

    assert body["text"] == "Sorry, wrong."
    assert Sending.objects.count() == sendings
    assert kinds_of(ticket)[-1] == "withdrawn"
    standing = Ticket.objects.get(pk=ticket.pk).standing
    assert (standing.next_what, standing.last_word_by) == ("response", "customer")
    assert list(differences()) == []
    assert list(faults()) == []


def test_a_message_in_the_portal_owes_and_shows_nothing_once_it_is_taken_back(
    opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web", suggested="1")
    position = reply(ticket, ines)
    assert Ticket.objects.get(pk=ticket.pk).standing.next_what == "update"

    withdraw(ticket.number, position, by=ines, at=SOON)

    assert Ticket.objects.get(pk=ticket.pk).standing.next_what == "response"
    assert position not in [
        one.entry.position for one in customer_page(ticket, at=NOON + UNDO).lines
    ]
    assert list(differences()) == []


def test_a_customer_who_writes_at_once_after_the_closing_is_promised_an_answer_and_nothing_else(
    opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web", suggested="1", at=NOON - timedelta(hours=5))
    form: dict[str, Any] = {"by": ines, "at": NOON}
    resolving.resolve(
        ticket.number, how="fix", text="Do this.", seen=seen(ticket), undo=UNDO, **form
    )
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), **form)
    conversation.customer_wrote(
        ticket.number,
        text="It is back.",
        attachments=(),
        key="back",
        person_id=ticket.reporter_id,
        at=SOON,
    )
    deciding.reopen(ticket.number, seen=seen(ticket), by=ines, at=SOON)

    page = customer_page(ticket, at=SOON)
    owed = next_owed(page.promises, page.standing)
    assert owed is not None
    assert (owed.what, owed.made_at) == ("response", SOON)
    assert [one for one in page.promises if status(one, SOON) == "open"] == [owed]


def test_the_resolution_leaves_before_the_notice_of_the_closing_on_it(
    opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web")
    form: dict[str, Any] = {"by": ines, "at": NOON}
    resolving.resolve(
        ticket.number, how="fix", text="Do this.", seen=seen(ticket), undo=UNDO, **form
    )
    resolution = last(ticket, "message_out").position
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), **form)

    taken = [one.position for one in trying.take(limit=10, at=NOON) if one.ticket_id == ticket.pk]
    assert resolution in taken
    assert taken.index(resolution) < taken.index(last(ticket, "message_out").position)


def test_what_has_left_cannot_be_taken_back(ticket: Ticket, ines: User) -> None:
    position = reply(ticket, ines)

    with pytest.raises(Refused, match="left already"):
        withdraw(ticket.number, position, by=ines, at=NOON + UNDO)


def test_what_a_worker_has_begun_to_send_cannot_be_taken_back(ticket: Ticket, ines: User) -> None:
    position = reply(ticket, ines)
    trying.take(limit=10, at=NOON + UNDO)

    with pytest.raises(Refused, match="left already"):
        withdraw(ticket.number, position, by=ines, at=SOON)
    assert kinds_of(ticket)[-1] != "withdrawn"


def test_nobody_takes_back_another_s_message_or_one_twice(ticket: Ticket, ines: User) -> None:
    position = reply(ticket, ines)
    tom = User.objects.create_user("tom@ivt.example", "Tom")

    with pytest.raises(Refused, match="no message of yours"):
        withdraw(ticket.number, position, by=tom, at=SOON)
    withdraw(ticket.number, position, by=ines, at=SOON)
    with pytest.raises(Refused, match="already"):
        withdraw(ticket.number, position, by=ines, at=SOON)


def test_a_reply_that_does_not_wait_is_sent_at_once(ticket: Ticket, ines: User) -> None:
    near = NOON + timedelta(hours=3, minutes=59, seconds=55)  # due at 16:00
    conversation.reply(
        ticket.number, text="Just in time.", seen=seen(ticket), by=ines, at=near, undo=UNDO
    )

    position = last(ticket, "message_out").position
    assert Sending.objects.get(position=position).next_try_at == near
    with pytest.raises(Refused):
        withdraw(ticket.number, position, by=ines, at=near)
