"""What a customer says by more than words: that it is urgent, or solved."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.promises.models import Standing
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import closing, conversation, resolving, triage
from troth.domain.tickets.models import Ticket

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def ticket(opens: Opens) -> Ticket:
    """A ticket reported on the web, Severity 3, so that what we write counts when published."""
    return opens(channel="web", suggested="3")


def says(ticket: Ticket, what: conversation.Says, text: str = "") -> None:
    conversation.customer_wrote(
        ticket.number,
        text=text,
        attachments=(),
        key=f"web:{what}:{seen(ticket)}",
        person_id=ticket.reporter_id,
        at=LATER,
        says=what,
    )


def stands(ticket: Ticket) -> Standing:
    return Standing.objects.get(pk=ticket.number)


def test_urgent_is_seen_and_moves_no_promise_until_staff_act(ticket: Ticket, ines: User) -> None:
    before = stands(ticket)
    says(ticket, "urgent")
    after = stands(ticket)

    assert (after.asks, after.severity, after.next_due_at) == ("urgent", "3", before.next_due_at)
    triage.triage(
        ticket.number, severity="1", reason="It is.", seen=seen(ticket), by=ines, at=LATER
    )
    assert stands(ticket).asks == ""


def test_an_answer_heeds_it_too(ticket: Ticket, ines: User) -> None:
    says(ticket, "urgent")
    conversation.reply(ticket.number, text="On it.", seen=seen(ticket), by=ines, at=LATER)

    assert stands(ticket).asks == ""


def test_solved_closes_nothing_and_stops_no_promise(ticket: Ticket) -> None:
    before = stands(ticket)
    says(ticket, "solved")
    after = stands(ticket)

    assert (after.asks, after.closed_at) == ("solved", None)
    assert after.next_due_at == before.next_due_at


def test_solved_after_a_resolution_makes_no_news_owed_again(ticket: Ticket, ines: User) -> None:
    resolving.resolve(ticket.number, how="fix", text="Fixed.", seen=seen(ticket), by=ines, at=NOON)
    says(ticket, "solved", "Thank you!")
    assert stands(ticket).resolved
    assert stands(ticket).next_due_at is None

    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=ines, at=LATER)
    assert stands(ticket).asks == ""


def test_whoever_writes_again_is_not_done(ticket: Ticket) -> None:
    says(ticket, "solved")
    conversation.customer_wrote(
        ticket.number,
        text="No, it is back.",
        attachments=(),
        key="web:again",
        person_id=ticket.reporter_id,
        at=LATER,
    )

    assert stands(ticket).asks == ""


@pytest.mark.parametrize("what", ["solved", "urgent"])
def test_a_closed_ticket_takes_words_and_no_more(
    ticket: Ticket, ines: User, what: conversation.Says
) -> None:
    number = ticket.number
    resolving.resolve(number, how="fix", text="Fixed.", seen=seen(ticket), by=ines, at=NOON)
    closing.close(number, reason="no_code_change", seen=seen(ticket), by=ines, at=NOON)

    with pytest.raises(Refused, match="This ticket is closed"):
        says(ticket, what)
