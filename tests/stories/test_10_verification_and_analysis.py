"""Staff verify and analyse each trouble, and write down what they found."""

import pytest

from tests.stories.desk import Desk
from troth.domain.ledger.queries import contents
from troth.domain.refusal import Refused


def test_an_analysis_says_what_was_confirmed_and_what_causes_it(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.analyses(ticket, "2026-03-02 12:30", "A blank page in Chrome.", "A cookie too long.")

    found = contents(ticket.number)[desk.newest(ticket, "analysed").content]
    assert found == {"confirmed": "A blank page in Chrome.", "cause": "A cookie too long."}


def test_an_analysis_that_confirms_nothing_is_refused(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    with pytest.raises(Refused, match="what was confirmed"):
        desk.analyses(ticket, "2026-03-02 12:30", " ", "A cookie.")


def test_an_analysis_is_work_and_no_answer(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.analyses(ticket, "2026-03-02 12:30", "A blank page.", "")

    assert desk.promises(ticket, "2026-03-02 12:30") == ["response open"]
