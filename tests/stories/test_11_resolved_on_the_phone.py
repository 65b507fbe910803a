"""Staff try to settle a trouble while the customer is on the phone.

True today: a call keeps what was promised at the moment it ended, also when it is
typed in later. Answering the line itself comes with phone and urgent care.
"""

from tests.stories.desk import Desk


def test_a_call_is_an_answer_at_the_moment_it_ended(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2", channel="phone")
    desk.speaks(ticket, "2026-03-02 12:30")

    assert desk.promises(ticket, "2026-03-02 12:30") == ["response kept", "update open"]


def test_a_call_typed_in_after_the_due_time_takes_the_breach_back(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.watch("2026-03-02 16:01")
    assert desk.promises(ticket, "2026-03-02 16:01") == ["response broken"]
    desk.speaks(ticket, "2026-03-02 16:30", ended="2026-03-02 15:50")

    assert desk.promises(ticket, "2026-03-02 16:30") == ["response kept", "update open"]
    assert desk.happened(ticket)[-1] == "breach_withdrawn"


def test_a_trouble_settled_on_the_phone_is_closed_after_the_customer_has_it_in_writing(
    desk: Desk,
) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3", channel="phone")
    desk.speaks(ticket, "2026-03-02 12:20")
    desk.resolves(ticket, "2026-03-02 12:25", "workaround", "As we said: clear the cache.")
    desk.closes(ticket, "2026-03-02 12:26", "no_code_change")

    assert desk.promises(ticket, "2026-03-02 12:26") == ["response kept", "update kept"]
    assert desk.owes(ticket) == ""
