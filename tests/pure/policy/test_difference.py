"""What changed between two policies is told in words, one sentence a change."""

import pytest

from tests.pure.policy import relay
from tests.pure.policy.relay import RELAY, STARTER_NORMAL, rewritten
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


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            STARTER_NORMAL,
            "",
            "The response to Normal in the plan Starter: no longer there; it was: best effort",
        ),
        (
            'highest = "normal"',
            'highest = "high"',
            (
                "A trouble on a system that is not in production: was Normal at most;"
                " is now High at most"
            ),
        ),
        (
            'severities = ["high", "normal", "question"]',
            "",
            (
                "The severities that the plan Starter offers: was High, Normal and Question;"
                " is now Urgent, High, Normal and Question"
            ),
        ),
        (
            'extended = "americas_extended"',
            'extended = "extended"',
            (
                "The hours that count in the region Americas: was americas office hours for office"
                " hours and americas extended hours for extended hours; is now americas office"
                " hours for office hours and extended hours for extended hours"
            ),
        ),
    ],
)
def test_a_change_of_plans_is_told(old: str, new: str, told: str) -> None:
    assert difference(relay.edition().policy, parse(rewritten(old, new), zones=ZONES)) == (told,)


def test_a_plan_is_told_with_what_it_takes_over() -> None:
    changed = parse(
        rewritten(
            '[plan.team.severity.high]\nresponse = { within = "8',
            '[plan.team.severity.high]\nresponse = { within = "6',
        ),
        zones=ZONES,
    )

    assert difference(relay.edition().policy, changed) == (
        (
            "The response to High in the plan Team: was within 8 hours, counted in office hours;"
            " is now within 6 hours, counted in office hours"
        ),
    )


def test_a_new_plan_is_told_whole() -> None:
    changed = parse(f'{RELAY}\n[plan.gold]\nbased_on = "team"\n', zones=ZONES)

    told = difference(relay.edition().policy, changed)

    assert "The name of the plan Gold: new: Gold" in told
    assert (
        "The response to Urgent in the plan Gold: new: within 2 hours, counted in office hours"
    ) in told
