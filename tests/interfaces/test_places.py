"""Every new page is walked in a browser: what its address names has to be said first."""

from tests.browser.places import places
from tests.browser.test_fit_for_all import GAPS


def test_it_is_said_what_every_address_may_name() -> None:
    lacking = {place.name: set(place.gaps) - GAPS.keys() for place in places()}

    assert {name: gaps for name, gaps in lacking.items() if gaps} == {}, "say it in GAPS"
