"""A word or a name that a policy cannot mean is refused, at its line and with what it may be."""

import pytest

from tests.pure.policy.sample import assert_told, faults_in, written

DEFAULT = 'default      = "3" '


@pytest.mark.parametrize(
    ("old", "new", "key", "found", "says"),
    [
        pytest.param(
            'on_weekend = "nearest weekday"',
            'on_weekend = "nearest weekdays"',
            "holidays.company.on_weekend",
            '"nearest weekdays"',
            'did you mean "nearest weekday"?',
            id="word-not-of-the-closed-list",
        ),
        pytest.param(
            'on_weekend = "nearest weekday"',
            'on_weekend = "not moved"\ncalendar = "US"',
            "holidays.company.calendar",
            '"US"',
            "does not run ready-made holiday calendars yet",
            id="holidays-of-a-country",
        ),
        pytest.param(
            'on_weekend = "nearest weekday"',
            'on_weekend = "not moved"\ndates = ["2026-12-24"]',
            "holidays.company.dates[1]",
            '"2026-12-24"',
            "each of dates is a date",
            id="date-in-quotes",
        ),
        pytest.param(
            'severities = ["1"]',
            'severities = ["one"]',
            "channel.urgent_care.severities[1]",
            "one",
            "there is no severity called",
            id="channel-naming-a-missing-severity",
        ),
        pytest.param(
            'severities = ["1"]',
            "severities = []",
            "channel.urgent_care.severities",
            "[]",
            "a channel for no severity",
            id="channel-for-no-severity",
        ),
        pytest.param(
            'answered   = "outside support"',
            'answered   = "outside always"',
            "channel.urgent_care.answered",
            "outside always",
            "never be answered",
            id="channel-outside-always",
        ),
        pytest.param(
            'answered   = "outside support"',
            'answered   = "after lunch"',
            "channel.urgent_care.answered",
            "after lunch",
            "no hours called",
            id="channel-naming-missing-hours",
        ),
        pytest.param(
            DEFAULT,
            'default = "4" ',
            "severity_rules.default",
            "4",
            "there is no severity called",
            id="default-severity-missing",
        ),
        pytest.param(
            'needs = ["resolution", "component"]',
            'needs = ["resolution", "componant"]',
            "closing.reason.not_our_component.needs[2]",
            '"componant"',
            'did you mean "component"?',
            id="need-not-of-the-closed-list",
        ),
        pytest.param(
            'needs = ["resolution", "component"]',
            'needs = ["resolution", "resolution"]',
            "closing.reason.not_our_component.needs[2]",
            "resolution",
            "stands twice",
            id="need-twice",
        ),
        pytest.param(
            "stops  = []                    # the document grants no pause",
            'stops  = ["decision"]',
            "waiting.for_customer.stops[1]",
            '"decision"',
            "not a word",
            id="clock-that-stops",
        ),
        pytest.param(
            'clock_starts      = "reported"',
            'clock_starts      = "severity set"',
            "counting.clock_starts",
            '"severity set"',
            'does not run "severity set" yet',
            id="clock-from-triage",
        ),
        pytest.param(
            'ticket_prefix = "IVT" ',
            'ticket_prefix = "ivt-" ',
            "policy.ticket_prefix",
            "ivt-",
            "names and addresses",
            id="prefix-nobody-can-say",
        ),
        pytest.param(
            "effective     = 2008-01-01",
            'effective     = "2008-01-01"',
            "policy.effective",
            '"2008-01-01"',
            "must be a date",
            id="date-as-text",
        ),
        pytest.param(
            "effective     = 2008-01-01",
            "effective     = 1066-10-14",
            "policy.effective",
            "1066-10-14",
            "no desk counts in that year",
            id="date-out-of-reach",
        ),
        pytest.param(
            'vendor        = "IVT"',
            'vendor        = " "',
            "policy.vendor",
            '" "',
            "must be a text",
            id="empty-text",
        ),
        pytest.param(
            'vendor        = "IVT"',
            'vendro        = "IVT"',
            "policy.vendro",
            '"IVT"',
            'did you mean "vendor"?',
            id="misspelt-key",
        ),
        pytest.param(
            'name     = "Severity 2"',
            'name     = "Severity 1"',
            "severity.2.name",
            "Severity 1",
            "nobody could tell them apart",
            id="two-severities-of-one-name",
        ),
        pytest.param(
            'about = "policy.version"',
            'about = "policy.versoin"',
            "chosen[1].about",
            "policy.versoin",
            'did you mean "policy.version"?',
            id="choice-about-nothing",
        ),
        pytest.param(
            'about = "policy.version"',
            'about = "policy.effective"',
            "chosen[2].about",
            "policy.effective",
            "chosen twice",
            id="choice-made-twice",
        ),
        pytest.param(
            "[channel.portal]",
            '[channel."web portal"]',
            "channel.web portal",
            "web portal",
            "cannot be a name",
            id="name-with-a-blank",
        ),
        pytest.param(
            "[hours.support]",
            "[hours.always]",
            "hours.always",
            "always",
            "needs no table",
            id="always",
        ),
    ],
)
def test_a_fault_of_words_is_told_at_its_line(
    old: str, new: str, key: str, found: str, says: str
) -> None:
    assert_told(old, new, key=key, found=found, says=says)


def test_a_notice_says_one_of_two_things() -> None:
    held = 'if_not = "hold, tell the sender, staff decide"'
    (fault,) = faults_in(written(held, f'{held}\nnotice = "everything"'))
    assert (fault.key, fault.found) == ("entitlement.notice", '"everything"')
    assert "what is missing and who is authorised" in fault.allowed
