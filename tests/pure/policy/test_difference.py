"""What changed between two policies is told in words, one sentence a change."""

import pytest

from tests.pure.policy.sample import ZONES, founding, without, written
from troth.core.policy.difference import difference
from troth.core.policy.parse import parse


def test_a_policy_does_not_differ_from_itself() -> None:
    assert difference(founding(), founding()) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'response = { within = "4 hours",  clock = "support" }',
            'response = { within = "3 hours", clock = "always" }',
            (
                "The response to Severity 2: was within 4 hours, counted in support hours;"
                " is now within 3 hours, counted around the clock"
            ),
        ),
        (
            'open     = ["Mon-Fri 08:00-20:00"]',
            'open     = ["Mon-Fri 08:00-18:00"]',
            (
                "When support hours are: was Monday to Friday, 08:00 to 20:00;"
                " is now Monday to Friday, 08:00 to 18:00"
            ),
        ),
        (
            '"Labor Day"                  = "first Monday of September"\n',
            "",
            "The holiday Labor Day: no longer there; it was: first Monday of September",
        ),
        (
            '"Labor Day" ',
            '"Our day" = "May 2"\n"Labor Day" ',
            "The holiday Our day: new: May 2",
        ),
        (
            'default      = "3" ',
            'default      = "2" ',
            "The severity that counts while none is known: was Severity 3; is now Severity 2",
        ),
        (
            'title = "Whom this policy is for"\ntext  = "It',
            'title = "Whom this policy is for"\ntext  = "This',
            (
                "The clause “Whom this policy is for”: was It covers customers who hold a licence"
                " for IVT MediaPlatform.; is now This covers customers who hold a licence for IVT"
                " MediaPlatform."
            ),
        ),
    ],
)
def test_a_change_is_told(old: str, new: str, told: str) -> None:
    assert difference(founding(), parse(written(old, new), zones=ZONES)) == (told,)


def test_a_channel_that_is_gone_is_told() -> None:
    changed = parse(without("channel.urgent_care"), zones=ZONES)

    assert difference(founding(), changed) == (
        (
            "Urgent care: no longer there; it was: outside support hours, for Severity 1 only,"
            " person on call"
        ),
    )
