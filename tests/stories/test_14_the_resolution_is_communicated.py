"""A ticket closes once its fix or workaround has been told to the customer."""

import pytest

from tests.stories.desk import Desk
from troth.domain.refusal import Refused


def test_a_ticket_without_a_resolution_cannot_be_closed(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    desk.replies(ticket, "2026-03-02 12:30")
    with pytest.raises(Refused, match="no ticket closes without one"):
        desk.closes(ticket, "2026-03-02 13:00", "no_code_change")


@pytest.mark.parametrize("how", ["fix", "workaround"])
def test_a_resolution_is_a_fix_or_a_workaround(desk: Desk, how: str) -> None:
    ticket = desk.report("2026-03-02 12:00")
    with pytest.raises(Refused, match="a fix or a workaround"):
        desk.resolves(ticket, "2026-03-02 13:00", "magic")
    desk.resolves(ticket, "2026-03-02 13:00", how)

    assert desk.newest(ticket, "resolved").how == how


def test_a_resolution_that_came_back_has_been_told_to_nobody(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.replies(ticket, "2026-03-02 12:30")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.bounces(ticket, "2026-03-02 13:05")

    assert desk.owes(ticket) == "update by 2026-03-02 14:30"
    with pytest.raises(Refused, match="has not reached the customer"):
        desk.closes(ticket, "2026-03-02 13:10", "no_code_change")


def test_closing_is_told_to_the_customer_and_ends_what_is_owed(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.closes(ticket, "2026-03-02 13:10", "no_code_change")

    assert desk.letters(ticket) == ["receipt", "resolution", "closing notice"]
    assert desk.owes(ticket) == ""
    assert not desk.stands(ticket).standing.in_queue


def test_a_ticket_is_closed_once(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.closes(ticket, "2026-03-02 13:10", "no_code_change")
    with pytest.raises(Refused, match="closed"):
        desk.closes(ticket, "2026-03-02 13:20", "no_code_change")
