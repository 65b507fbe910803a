"""Support is there Monday to Friday, 8 to 20 Eastern time, except on the vendor's holidays."""

import pytest

from tests.stories.desk import Desk
from tests.times import eastern
from troth.core.policy.prose.today import today


@pytest.mark.parametrize(
    ("when", "said"),
    [
        pytest.param("2026-03-02 07:59", "Closed until 08:00 Eastern time", id="before-opening"),
        pytest.param("2026-03-02 08:00", "Open until 20:00 Eastern time", id="at-opening"),
        pytest.param(
            "2026-03-02 20:00", "Closed until 08:00 Tuesday, Eastern time", id="at-closing"
        ),
        pytest.param("2026-03-07 12:00", "Closed until 08:00 Monday, Eastern time", id="saturday"),
        pytest.param(
            "2026-11-26 12:00",
            "Closed for Thanksgiving until 08:00 Monday, Eastern time",
            id="a-holiday",
        ),
    ],
)
def test_the_page_says_how_the_hours_stand(desk: Desk, when: str, said: str) -> None:
    assert today(desk.edition(when), eastern(when)).words == said


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        pytest.param("2026-03-02 09:00", "2026-03-02 13:00", id="within-a-day"),
        pytest.param("2026-03-02 16:00", "2026-03-02 20:00", id="to-the-very-closing"),
        pytest.param("2026-03-02 18:00", "2026-03-03 10:00", id="over-a-night"),
        pytest.param("2026-03-02 03:00", "2026-03-02 12:00", id="from-the-next-opening"),
        pytest.param("2026-03-06 18:00", "2026-03-09 10:00", id="over-a-weekend-and-summer-time"),
        pytest.param("2026-11-25 18:00", "2026-11-30 10:00", id="over-thanksgiving"),
        pytest.param("2026-07-02 19:00", "2026-07-06 11:00", id="independence-day-on-a-saturday"),
    ],
)
def test_four_hours_of_support_are_hours_in_which_support_is_there(
    desk: Desk, reported: str, due: str
) -> None:
    ticket = desk.report(reported, suggested="2")

    assert desk.owes(ticket) == f"response by {due}"
