"""When a closed trouble comes up again, staff decide: reopen the ticket, or issue a new one."""

import pytest

from tests.stories.desk import Desk
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket


@pytest.fixture
def closed(desk: Desk) -> Ticket:
    """A Severity 1 that was closed on Monday at 13:10."""
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.closes(ticket, "2026-03-02 13:10", "no_code_change")
    return ticket


def test_the_customer_s_word_waits_for_a_decision_that_is_promised(
    desk: Desk, closed: Ticket
) -> None:
    desk.writes_again(closed, "2026-03-02 18:00")

    standing = desk.stands(closed).standing
    assert (standing.undecided, standing.in_queue) == (True, True)
    assert standing.closed_at is not None  # nothing reopens by itself
    assert desk.owes(closed) == "decision by 2026-03-03 10:00"


def test_a_reopened_ticket_is_answered_counting_from_the_customer_s_word(
    desk: Desk, closed: Ticket
) -> None:
    desk.writes_again(closed, "2026-03-02 18:00")
    desk.reopens(closed, "2026-03-02 18:30")

    assert desk.owes(closed) == "response by 2026-03-02 20:00"
    assert desk.stands(closed).standing.closed_at is None
    assert desk.letters(closed)[-1] == "decision notice"
    desk.replies(closed, "2026-03-02 19:00")
    assert desk.owes(closed) == "update by 2026-03-02 21:00"


def test_a_new_ticket_is_linked_and_the_old_one_stays_closed(desk: Desk, closed: Ticket) -> None:
    desk.writes_again(closed, "2026-03-02 18:00", "Something else now.")
    new = desk.issues_new(closed, "2026-03-02 18:30")

    assert desk.newest(new, "linked").ticket == closed.number
    assert desk.newest(closed, "new_issued").ticket == new.number
    assert desk.owes(new) == "response by 2026-03-02 20:00"
    assert desk.stands(closed).standing.closed_at is not None
    assert desk.owes(closed) == ""


def test_a_reopened_ticket_closes_only_with_a_new_resolution(desk: Desk, closed: Ticket) -> None:
    desk.writes_again(closed, "2026-03-02 18:00")
    desk.reopens(closed, "2026-03-02 18:30")
    with pytest.raises(Refused, match="no ticket closes without one"):
        desk.closes(closed, "2026-03-02 18:40", "no_code_change")
    desk.resolves(closed, "2026-03-02 19:00")
    desk.closes(closed, "2026-03-02 19:10", "no_code_change")

    assert desk.owes(closed) == ""


def test_where_the_customer_said_nothing_there_is_nothing_to_decide(
    desk: Desk, closed: Ticket
) -> None:
    with pytest.raises(Refused, match="No word of the customer"):
        desk.reopens(closed, "2026-03-02 18:30")
    with pytest.raises(Refused, match="No word of the customer"):
        desk.issues_new(closed, "2026-03-02 18:30")


def test_a_decision_that_comes_too_late_is_a_missed_promise(desk: Desk, closed: Ticket) -> None:
    desk.writes_again(closed, "2026-03-02 18:00")
    desk.watch("2026-03-03 10:01")
    desk.reopens(closed, "2026-03-03 11:00")

    assert "decision late" in desk.promises(closed, "2026-03-03 11:00")


def test_an_update_missed_before_the_closing_is_owed_again_only_after_reopening(
    desk: Desk, closed: Ticket
) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.writes_again(ticket, "2026-03-02 13:30", "It does not help.")
    desk.closes(ticket, "2026-03-02 16:00", "no_code_change")  # half an hour after the update
    assert desk.owes(ticket) == ""
    desk.writes_again(ticket, "2026-03-02 17:00")
    assert desk.owes(ticket) == "decision by 2026-03-03 09:00"
    desk.reopens(ticket, "2026-03-02 17:10")
    assert desk.owes(ticket) == "update by 2026-03-02 15:30"
    desk.replies(ticket, "2026-03-02 17:20")

    assert desk.owes(ticket) == "update by 2026-03-02 19:20"
    assert "update late" in desk.promises(ticket, "2026-03-02 17:20")


def test_a_word_that_is_about_another_open_ticket_is_put_there(desk: Desk, closed: Ticket) -> None:
    other = desk.report("2026-03-02 17:00", suggested="2", subject="Captions drift")
    desk.writes_again(closed, "2026-03-02 18:00", "The captions drift more now.")
    desk.puts_with(closed, other, "2026-03-02 18:30")

    assert desk.newest(other, "message_in").from_ticket == closed.number
    assert desk.owes(closed) == ""
    assert desk.owes(other) == "response by 2026-03-03 09:00"
    assert desk.letters(closed)[-1] == "decision notice"


def test_only_a_thank_you_is_kept_and_asks_for_nothing(desk: Desk, closed: Ticket) -> None:
    desk.writes_again(closed, "2026-03-02 18:00", "Thank you!")
    desk.takes_as_thanks(closed, "2026-03-02 18:30")

    assert desk.owes(closed) == ""
    assert desk.stands(closed).standing.closed_at is not None
    assert "decision kept" in desk.promises(closed, "2026-03-03 12:00")
