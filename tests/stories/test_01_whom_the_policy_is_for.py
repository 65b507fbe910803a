"""The policy covers customers who hold a licence of the product."""

from tests.stories.desk import Desk
from tests.times import eastern
from troth.core.policy.prose.page import page


def test_the_published_page_says_for_whom_the_policy_is(desk: Desk) -> None:
    shown = page(desk.edition("2026-03-02 12:00"), eastern("2026-03-02 12:00"))

    assert (shown.vendor, shown.product) == ("IVT", "IVT MediaPlatform")
    (section,) = [one for one in shown.sections if one.title == "Whom this policy is for"]
    assert section.standing == "published"  # told to customers, enforced by nothing


def test_every_ticket_is_pinned_to_the_edition_it_was_opened_under(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")

    assert desk.newest(ticket, "terms_set").edition == ticket.edition_id
    assert ticket.edition.version == "2008.1"
