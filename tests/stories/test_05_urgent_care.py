"""After hours, urgent care takes Severity 1 alone; the support line says how to reach it.

True today: Severity 1 counts around the clock, the page tells of urgent care, and
nothing graver than it is kept waiting for the morning. The phone line and its
paging come with phone and urgent care.
"""

from tests.stories.desk import Desk
from tests.times import eastern
from troth.core.policy.prose.model import Paragraph
from troth.core.policy.prose.page import page

SATURDAY_NIGHT = "2026-03-07 23:00"


def test_a_severity_1_counts_through_a_weekend_s_night(desk: Desk) -> None:
    gravest = desk.report(SATURDAY_NIGHT, suggested="1")
    grave = desk.report(SATURDAY_NIGHT, suggested="2")

    assert desk.owes(gravest) == "response by 2026-03-08 01:00"
    assert desk.owes(grave) == "response by 2026-03-09 12:00"


def test_urgent_care_is_for_severity_1_only_and_outside_support_hours(desk: Desk) -> None:
    urgent = desk.edition("2026-03-02 12:00").policy.channels["urgent_care"]

    assert urgent.severities == ("1",)
    assert (urgent.clock, urgent.outside) == ("support", True)
    assert urgent.reaches == "person on call"


def test_the_page_says_that_the_support_line_tells_how_to_reach_it(desk: Desk) -> None:
    shown = page(desk.edition("2026-03-02 12:00"), eastern("2026-03-02 12:00"))
    (section,) = [one for one in shown.sections if one.anchor == "urgent-care"]
    said = " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))

    assert "for Severity 1 only" in said
    assert "is said by telephone whenever support is closed" in said
