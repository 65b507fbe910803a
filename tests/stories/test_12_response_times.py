"""A response comes within 2 hours, 4 hours or 48 hours, by severity."""

import pytest

from tests.stories.desk import Desk


@pytest.mark.parametrize(
    ("severity", "reported", "due"),
    [
        pytest.param("1", "2026-03-02 12:00", "2026-03-02 14:00", id="two-hours"),
        pytest.param("1", "2026-03-06 23:30", "2026-03-07 01:30", id="two-hours-at-night"),
        pytest.param("2", "2026-03-02 12:00", "2026-03-02 16:00", id="four-hours"),
        pytest.param("2", "2026-03-02 17:30", "2026-03-03 09:30", id="four-hours-over-a-night"),
        pytest.param("3", "2026-03-02 12:00", "2026-03-04 12:00", id="forty-eight-hours"),
        pytest.param("3", "2026-03-06 12:00", "2026-03-10 12:00", id="forty-eight-over-a-weekend"),
    ],
)
def test_a_response_is_promised_by_severity(
    desk: Desk, severity: str, reported: str, due: str
) -> None:
    assert desk.owes(desk.report(reported, suggested=severity)) == f"response by {due}"


def test_a_reply_in_time_keeps_the_promise_and_one_too_late_does_not(desk: Desk) -> None:
    good = desk.report("2026-03-02 12:00", suggested="2")
    bad = desk.report("2026-03-02 12:00", suggested="2")
    desk.replies(good, "2026-03-02 16:00")
    desk.replies(bad, "2026-03-02 16:01")

    assert desk.promises(good, "2026-03-02 17:00")[0] == "response kept"
    assert desk.promises(bad, "2026-03-02 17:00")[0] == "response late"


def test_a_note_among_staff_is_no_response(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.notes(ticket, "2026-03-02 12:30")

    assert desk.owes(ticket) == "response by 2026-03-02 16:00"


def test_a_reply_that_never_reached_the_customer_is_no_response(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.replies(ticket, "2026-03-02 15:50")
    desk.bounces(ticket, "2026-03-02 15:55")
    assert desk.owes(ticket) == "response by 2026-03-02 16:00"
    desk.watch("2026-03-02 16:01")

    assert "promise_broken" in desk.happened(ticket)


def test_staff_are_warned_before_the_time_is_up_and_told_when_it_is(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.watch("2026-03-02 14:59")
    assert "promise_warned" not in desk.happened(ticket)
    desk.watch("2026-03-02 15:00")
    desk.watch("2026-03-02 16:01")
    desk.watch("2026-03-02 17:00")

    assert desk.happened(ticket)[-2:] == ["promise_warned", "promise_broken"]
