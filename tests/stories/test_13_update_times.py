"""While a trouble is worked on, news comes every 2 hours, 24 hours or 5 business days."""

import pytest

from tests.stories.desk import Desk


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        pytest.param("1", "2026-03-02 14:30", id="two-hours"),
        pytest.param("2", "2026-03-03 12:30", id="twenty-four-hours"),
        pytest.param("3", "2026-03-09 12:30", id="five-business-days"),
    ],
)
def test_the_first_update_is_promised_at_the_first_response(
    desk: Desk, severity: str, due: str
) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested=severity)
    desk.replies(ticket, "2026-03-02 12:30")

    assert desk.owes(ticket) == f"update by {due}"


def test_each_update_promises_the_next(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.replies(ticket, "2026-03-02 12:30")
    desk.replies(ticket, "2026-03-02 14:00", "The cause is known.")
    assert desk.owes(ticket) == "update by 2026-03-02 16:00"
    desk.speaks(ticket, "2026-03-02 15:00")
    assert desk.owes(ticket) == "update by 2026-03-02 17:00"


def test_a_long_silence_is_one_breach(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.replies(ticket, "2026-03-02 12:30")
    desk.watch("2026-03-04 12:00")

    assert desk.happened(ticket).count("promise_broken") == 1
    desk.replies(ticket, "2026-03-04 12:00", "Sorry for the silence.")
    assert desk.promises(ticket, "2026-03-04 12:00") == [
        "response kept",
        "update late",
        "update open",
    ]


def test_neither_a_note_nor_a_change_of_severity_is_news(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.replies(ticket, "2026-03-02 12:30")
    desk.notes(ticket, "2026-03-02 13:00")
    desk.triages(ticket, "2026-03-02 13:10", "1")

    assert desk.owes(ticket) == "update by 2026-03-02 14:30"


def test_updates_end_when_the_resolution_has_reached_the_customer(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.replies(ticket, "2026-03-02 12:30")
    desk.resolves(ticket, "2026-03-02 13:00")

    assert desk.owes(ticket) == ""


def test_a_word_of_the_customer_after_the_resolution_is_not_forgotten(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    desk.resolves(ticket, "2026-03-02 13:00")
    desk.writes_again(ticket, "2026-03-02 13:30", "It does not help.")

    assert desk.owes(ticket) == "update by 2026-03-02 15:30"
