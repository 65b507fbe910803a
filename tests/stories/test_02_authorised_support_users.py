"""Support is for the people a contract names. Nobody's report is thrown away.

A report of which nobody knows who sent it is held, and so is one of somebody whom no
contract in force names, once the desk checks contracts. Staff decide within the time
the policy sets.
"""

import pytest

from tests.rooms.contracts.agreed import checks, contract
from tests.stories.desk import Desk
from tests.times import eastern
from troth.domain.contracts.models import Contract
from troth.domain.refusal import Refused

LARS = {"email": "lars@acme.example", "name": "Lars Holm", "company": "Acme"}
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


@pytest.fixture
def checked(desk: Desk) -> Contract:
    """A contract of Acme's for 2026 that names Mara, on a desk that checks contracts."""
    made = contract()
    checks()
    return made


def test_somebody_the_contract_names_is_promised_what_it_says(
    desk: Desk, checked: Contract
) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")

    assert desk.owes(ticket) == "response by 2026-03-02 16:00"
    assert desk.letters(ticket) == ["receipt"]
    assert desk.newest(ticket, "terms_set").contract == checked.pk


@pytest.mark.parametrize("channel", ["mail", "web"])
def test_somebody_else_is_held_told_at_once_and_nothing_is_lost(
    desk: Desk, checked: Contract, channel: str
) -> None:
    report = desk.report("2026-03-02 12:00", channel=channel, suggested="1", **LARS)

    assert desk.stands(report).standing.held
    assert desk.newest(report, "held").lacks == "unknown"
    assert desk.owes(report) == "hold decision by 2026-03-02 16:00"
    assert desk.letters(report) == ["hold notice"]


def test_accepted_late_its_promises_count_from_the_report_and_may_be_broken_at_once(
    desk: Desk, checked: Contract
) -> None:
    report = desk.report("2026-03-02 12:00", suggested="1", **LARS)
    desk.accepts_as(report, "2026-03-02 15:00", email=LARS["email"], how="once")
    desk.watch("2026-03-02 15:00")

    assert desk.owes(report) == "response by 2026-03-02 14:00"
    assert "response broken" in desk.promises(report, "2026-03-02 15:00")
    again = desk.report("2026-03-03 12:00", **LARS)
    assert desk.stands(again).standing.held


def test_accepted_and_named_the_next_report_is_a_ticket(desk: Desk, checked: Contract) -> None:
    report = desk.report("2026-03-02 12:00", **LARS)
    form = {"email": LARS["email"], "contract": "C-1040", "how": "named"}
    with pytest.raises(Refused, match="why"):
        desk.accepts_as(report, "2026-03-02 13:00", **form)
    desk.accepts_as(report, "2026-03-02 13:00", **form, why="Mara asked for it on the phone.")

    assert desk.newest(report, "terms_set").contract == checked.pk
    assert not desk.stands(desk.report("2026-03-03 12:00", **LARS)).standing.held


def test_a_held_severity_1_stands_in_the_queue_where_its_answer_would(
    desk: Desk, checked: Contract
) -> None:
    grave = desk.report("2026-03-02 19:00", suggested="1", **LARS)
    other = desk.report("2026-03-02 18:00", suggested="3", **LARS)

    assert desk.stands(grave).standing.queue_at == eastern("2026-03-02 21:00")
    assert desk.owes(grave) == "hold decision by 2026-03-03 11:00"
    assert desk.stands(other).standing.queue_at == eastern("2026-03-03 10:00")


def test_a_declined_report_is_answered(desk: Desk, checked: Contract) -> None:
    report = desk.report("2026-03-02 12:00", **LARS)
    desk.declines(report, "2026-03-02 13:00", "Not a customer.", answer="Please ask your vendor.")

    assert desk.letters(report) == ["hold notice", "declining notice"]


def test_a_desk_that_does_not_check_contracts_takes_everybody_in(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", **LARS)

    assert not desk.stands(ticket).standing.held
    assert desk.newest(ticket, "terms_set").contract is None
