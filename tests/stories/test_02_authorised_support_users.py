"""Support is for the people a contract names. Nobody's report is thrown away.

True today: a report of which nobody knows who sent it is held, and staff decide
within the time the policy sets. Telling authorised users from others comes with contracts.
"""

import pytest

from tests.stories.desk import Desk
from troth.domain.refusal import Refused

NOBODY = {"email": "", "name": "", "company": "", "held": "The sender could not be read."}


def test_a_report_nobody_can_be_named_for_is_held_until_staff_decide(desk: Desk) -> None:
    report = desk.report("2026-03-02 12:00", suggested="1", **NOBODY)

    assert desk.stands(report).standing.held
    assert desk.owes(report) == "hold decision by 2026-03-02 16:00"
    assert desk.letters(report) == []
    with pytest.raises(Refused, match="held"):
        desk.triages(report, "2026-03-02 12:05", "1")


def test_an_accepted_report_counts_from_when_it_reached_us(desk: Desk) -> None:
    report = desk.report("2026-03-02 12:00", suggested="1", **NOBODY)
    desk.accepts(report, "2026-03-02 13:00")

    assert desk.owes(report) == "response by 2026-03-02 14:00"
    assert desk.letters(report) == ["receipt"]


def test_a_declined_report_stays_stored_with_the_reason(desk: Desk) -> None:
    report = desk.report("2026-03-02 12:00", **NOBODY)
    with pytest.raises(Refused, match="why"):
        desk.declines(report, "2026-03-02 12:30", "")
    desk.declines(report, "2026-03-02 12:30", "An advertisement.")

    assert desk.owes(report) == ""
    assert desk.happened(report)[0] == "reported"
    assert not desk.stands(report).standing.in_queue


def test_a_decision_that_never_comes_is_a_broken_promise(desk: Desk) -> None:
    report = desk.report("2026-03-02 12:00", **NOBODY)
    desk.watch("2026-03-02 16:01")

    assert desk.promises(report, "2026-03-02 16:01") == ["hold decision broken"]
    assert desk.happened(report)[-1] == "promise_broken"
