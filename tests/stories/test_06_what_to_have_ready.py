"""Customers are asked for what helps to find the cause; who lacks some of it is served too."""

from tests.stories.desk import Desk
from troth.domain.ledger.queries import contents

WHOLE = {
    "contract": "C-4711",
    "specifications": "Windows 11, Chrome 139, release 4.2.0",
    "text": "All our people see a blank page since 8:40.",
    "suggested": "1",
}


def missing(desk: Desk, number: int) -> list[str]:
    """Return what the report lacked, as the ledger keeps it."""
    (body,) = [body for body in contents(number).values() if "missing" in body]
    found: list[str] = body["missing"]
    return found


def test_the_policy_asks_for_six_things(desk: Desk) -> None:
    assert desk.edition("2026-03-02 12:00").policy.gathering == (
        "name",
        "company",
        "contract or account number",
        "system specifications",
        "description",
        "suggested severity",
    )


def test_a_whole_report_lacks_nothing(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", **WHOLE)

    assert missing(desk, ticket.number) == []


def test_a_report_that_lacks_something_is_a_ticket_all_the_same(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")

    assert missing(desk, ticket.number) == [
        "contract or account number",
        "system specifications",
        "suggested severity",
    ]
    assert desk.owes(ticket) == "response by 2026-03-04 12:00"
    assert desk.letters(ticket) == ["receipt"]  # which asks for it, once


def test_what_is_missing_is_not_asked_for_again_when_the_customer_writes(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    desk.writes_again(ticket, "2026-03-02 12:30", "It is Chrome 139.")

    assert desk.letters(ticket) == ["receipt"]
