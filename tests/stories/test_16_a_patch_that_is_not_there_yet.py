"""Where no patch is available, the ticket stays open until one puts the trouble right.

Such a ticket cannot be closed as patched, and its news goes on however long it takes. It is
linked to a defect, with those of other customers; a patch for that is announced to all of them.
"""

import pytest

from tests.stories.desk import Desk
from troth.domain.refusal import Refused


def test_without_a_released_patch_the_ticket_stays_open_and_the_news_goes_on(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3")
    desk.replies(ticket, "2026-03-02 13:00", "A patch will be made.")
    with pytest.raises(Refused, match="no ticket closes"):
        desk.closes(ticket, "2026-03-02 13:10", "patch", patch="")

    for week in ("09", "16", "23", "30"):
        assert desk.owes(ticket) == f"update by 2026-03-{week} 13:00"
        desk.replies(ticket, f"2026-03-{week} 13:00", "The patch is still being made.")
    assert desk.owes(ticket) == "update by 2026-04-06 13:00"
    assert "promise_broken" not in desk.happened(ticket)


def test_a_workaround_is_told_and_the_released_patch_closes_the_ticket(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3")
    defect = desk.enters_defect("2026-03-03 12:00")
    desk.links(ticket, "2026-03-03 12:05", defect)
    desk.resolves(ticket, "2026-03-04 12:00", "workaround", "Restart it after an hour.")
    with pytest.raises(Refused, match="No released patch"):
        desk.closes(ticket, "2026-03-04 12:10", "patch", patch="4.2.1")

    desk.releases("2026-03-27 11:00", "4.2.1", defect)
    desk.resolves(ticket, "2026-03-27 12:00", "fix", "Install 4.2.1.")
    desk.closes(ticket, "2026-03-27 12:10", "patch", patch="4.2.1")

    assert desk.newest(ticket, "closed").patch == "4.2.1"


def test_waiting_for_a_patch_stops_no_clock(desk: Desk) -> None:
    waiting = desk.edition("2026-03-02 12:00").policy.waiting

    assert set(waiting) == {"for_patch", "for_customer"}
