"""While a ticket waits, nothing that was promised stands still: the policy grants no pause."""

import pytest

from tests.stories.desk import Desk


@pytest.mark.parametrize("reason", ["for_patch", "for_customer", "for_others"])
def test_the_news_goes_on_while_a_ticket_waits(desk: Desk, reason: str) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.replies(ticket, "2026-03-02 13:00")
    desk.lets_wait(ticket, "2026-03-02 13:10", reason)

    assert desk.owes(ticket) == "update by 2026-03-03 13:00"
    assert desk.stands(ticket).standing.waits == reason
    desk.watch("2026-03-03 13:01")
    assert desk.promises(ticket, "2026-03-03 13:01") == ["response kept", "update broken"]


def test_waiting_for_the_customer_is_over_when_they_write(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.lets_wait(ticket, "2026-03-02 13:10", "for_customer", "The log of the player.")
    desk.writes_again(ticket, "2026-03-02 14:00", "Here it is.")

    assert desk.stands(ticket).standing.waits == ""
    assert desk.newest(ticket, "waiting_ended").why == "customer wrote"
