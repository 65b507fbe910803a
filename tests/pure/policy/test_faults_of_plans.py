"""What is wrong with a plan, a region or a cap is told at its line, in words."""

import pytest

from tests.pure.policy.relay import CRITICAL, RELAY, STARTER_NORMAL, TEAM, relay_faults, rewritten

SEVERITIES = 'severities = ["high", "normal", "question"]'
HOURS = 'hours = { office = "extended" }'
AMERICAS = 'hours = { office = "americas_office", extended = "americas_extended" }'
CAP = 'highest = "normal"'
URGENT = 'response = { within = "30 minutes", clock = "always" }'


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        pytest.param(
            CRITICAL,
            'based_on = "teem"',
            "plan.critical.based_on",
            'no plan called "teem" (did you mean "team"?)',
            id="unknown-base",
        ),
        pytest.param(
            TEAM,
            f'{TEAM}\nbased_on = "critical"',
            "plan.critical.based_on",
            "in a circle",
            id="circle",
        ),
        pytest.param(
            CRITICAL, 'based_on = "critical"', "plan.critical.based_on", "circle", id="on-itself"
        ),
        pytest.param(
            STARTER_NORMAL,
            '[plan.starter.severity.urgent]\nresponse = { within = "1 hour", clock = "office" }',
            "plan.starter.severity.urgent.response",
            "is not offered by this plan",
            id="promised-but-not-offered",
        ),
        pytest.param(
            STARTER_NORMAL,
            '[plan.starter.severity.dire]\nresponse = "best effort"',
            "plan.starter.severity.dire.response",
            "does not exist",
            id="promised-of-nothing",
        ),
        pytest.param(
            SEVERITIES,
            'severities = ["high", "normal", "qestion"]',
            "plan.starter.severities[3]",
            'no severity called "qestion" (did you mean "question"?)',
            id="unknown-severity",
        ),
        pytest.param(
            SEVERITIES, "severities = []", "plan.starter.severities", "offers nothing", id="none"
        ),
        pytest.param(
            SEVERITIES,
            'severities = ["high", "question"]\n[plan.starter.x]',
            "plan.starter.default",
            "counts while none is known",
            id="default-not-offered",
        ),
        pytest.param(
            URGENT,
            'response = { within = "30 minutes" }',
            "plan.critical.severity.urgent.response.clock",
            "names no clock",
            id="no-clock",
        ),
        pytest.param(
            URGENT,
            'response = { within = "30 minutes", clock = "nights" }',
            "plan.critical.severity.urgent.response.clock",
            'no hours called "nights"',
            id="unknown-clock",
        ),
        pytest.param(
            URGENT,
            'response = { within = "3 hours", clock = "office" }',
            "plan.critical.severity.urgent.response",
            "a graver trouble gets its response later",
            id="graver-later",
        ),
        pytest.param(
            URGENT,
            'means = "dire"',
            "plan.critical.severity.urgent.means",
            "has no key 'means'",
            id="a-plan-defines-nothing",
        ),
        pytest.param(
            HOURS,
            'hours = { offices = "extended" }',
            "plan.team.hours.offices",
            'no hours called "offices" to replace',
            id="hours-that-are-not",
        ),
        pytest.param(
            HOURS,
            'hours = { office = "evening" }',
            "plan.team.hours.office",
            'no hours called "evening"',
            id="by-hours-that-are-not",
        ),
        pytest.param(
            HOURS,
            'hours = { office = "always" }',
            "plan.team.hours.office",
            "around the clock has none",
            id="business-days-around-the-clock",
        ),
        pytest.param(
            AMERICAS,
            'hours = { office = "americas_office" }',
            "region.americas.hours",
            "Team replaces office by extended, and Americas does too: say what extended is",
            id="plan-and-region",
        ),
        pytest.param(
            TEAM,
            'name  = "Starter"',
            "plan.team.name",
            'two plans are called "Starter"',
            id="twins",
        ),
        pytest.param(
            'chosen_by = "contract"',
            'chosen_by = "contact"',
            "regions.chosen_by",
            'does not run "contact" yet',
            id="chosen-by-the-contact",
        ),
        pytest.param(
            '[regions]\nchosen_by = "contract"',
            "",
            "region",
            "nothing says which one counts",
            id="chosen-by-nothing",
        ),
        pytest.param(
            CAP,
            'highest = "usual"',
            "severity_rules.highest[1].highest",
            'no severity called "usual"',
            id="cap-at-nothing",
        ),
        pytest.param(
            CAP,
            'highest = "urgent"',
            "severity_rules.highest[1].highest",
            "Starter does not offer it",
            id="cap-not-offered",
        ),
        pytest.param(
            '  "production or not",\n',
            "",
            "severity_rules.highest[1].when",
            "nobody is asked where the trouble is",
            id="cap-nobody-asks-about",
        ),
        pytest.param(
            'decide = { within = "4 hours", clock = "office" }\n\n[gathering]',
            'decide = "best effort"\n\n[gathering]',
            "entitlement.decide",
            "owed to everybody",
            id="decision-at-best-effort",
        ),
    ],
)
def test_a_fault_is_told_at_its_key(old: str, new: str, key: str, says: str) -> None:
    text = rewritten(old, new)

    told = {fault.key: fault for fault in relay_faults(text)}

    assert key in told, told
    assert says in told[key].say
    assert told[key].allowed
    assert told[key].line > 1


def test_the_policy_as_it_stands_has_no_fault() -> None:
    assert relay_faults(RELAY) == ()


def test_contacts_of_a_plan_are_not_run_yet() -> None:
    (fault,) = relay_faults(rewritten(TEAM, f"{TEAM}\ncontacts = 6"))

    assert fault.say == "this desk does not run contacts of a plan yet"
