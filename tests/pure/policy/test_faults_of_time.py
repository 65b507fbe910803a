"""What a policy says of time is refused where it cannot be counted, at its line and in words."""

import pytest

from tests.pure.policy.sample import assert_told

SEV2 = 'response = { within = "4 hours",  clock = "support" }'
SEV3_UPDATE = 'update   = { every  = "5 business days", clock = "support" }'
OPEN = 'open     = ["Mon-Fri 08:00-20:00"]'


@pytest.mark.parametrize(
    ("old", "new", "key", "found", "says"),
    [
        pytest.param(
            SEV2,
            'response = { within = "4 hours" }',
            "severity.2.response.clock",
            "nothing",
            "a promise whose hours are unsaid is a dispute",
            id="target-without-a-clock",
        ),
        pytest.param(
            SEV2,
            'response = { within = "4 hours", clock = "suport" }',
            "severity.2.response.clock",
            "suport",
            'did you mean "support"?',
            id="clock-naming-missing-hours",
        ),
        pytest.param(
            SEV2,
            'response = { within = "soonish", clock = "support" }',
            "severity.2.response.within",
            "soonish",
            "not understood",
            id="no-length-of-time",
        ),
        pytest.param(
            SEV2,
            'response = { within = "0 hours", clock = "support" }',
            "severity.2.response.within",
            "0 hours",
            "not understood",
            id="no-time-at-all",
        ),
        pytest.param(
            SEV2,
            'response = { every = "4 hours", clock = "support" }',
            "severity.2.response.within",
            "nothing",
            "must say within",
            id="response-every-so-often",
        ),
        pytest.param(
            SEV2,
            'response = { within = "4 hours", clock = "support", from = "noon" }',
            "severity.2.response.from",
            '"noon"',
            "has no key 'from'",
            id="unknown-key-of-a-target",
        ),
        pytest.param(
            SEV2,
            'response = "best effort"',
            "severity.2.response",
            '"best effort"',
            "a graver trouble is promised no response while the next one down is",
            id="best-effort-for-the-graver",
        ),
        pytest.param(
            SEV2,
            'response = "next business day"',
            "severity.2.response",
            '"next business day"',
            "must name a time and the hours it counts in",
            id="a-day-without-hours",
        ),
        pytest.param(
            SEV3_UPDATE,
            'update = { every = "next business day", clock = "support" }',
            "severity.3.update.every",
            '"next business day"',
            "the next business day is one day only",
            id="news-every-next-day",
        ),
        pytest.param(
            SEV2,
            'response = "4 hours"',
            "severity.2.response",
            '"4 hours"',
            "must name a time and the hours it counts in",
            id="target-as-text",
        ),
        pytest.param(
            SEV2, "", "severity.2.response", "nothing", "must say response", id="no-response"
        ),
        pytest.param(
            SEV3_UPDATE,
            'update = "never"',
            "severity.3.update",
            '"never"',
            "leave the key out",
            id="update-never",
        ),
        pytest.param(
            SEV3_UPDATE,
            'update = { every = "5 business days", clock = "always" }',
            "severity.3.update.clock",
            "always",
            "business days are counted in hours that close",
            id="business-days-around-the-clock",
        ),
        pytest.param(
            'update   = { every  = "24 hours", clock = "business_days" }',
            'update   = { every  = "6 business days", clock = "support" }',
            "severity.2.update",
            "6 business days",
            "a graver trouble gets its update later",
            id="graver-and-slower",
        ),
        pytest.param(
            'zone     = "America/New_York"  # the document says',
            'zone     = "EST"  # the document says',
            "hours.support.zone",
            "EST",
            'write the place: "America/New_York"',
            id="zone-abbreviated",
        ),
        pytest.param(
            'zone     = "America/New_York"  # the document says',
            'zone     = "America/NewYork"  # the document says',
            "hours.support.zone",
            "America/NewYork",
            'did you mean "America/New_York"?',
            id="unknown-zone",
        ),
        pytest.param(
            OPEN, "open = []", "hours.support.open", "[]", "never open", id="hours-that-never-open"
        ),
        pytest.param(OPEN, "", "hours.support.open", "nothing", "must say open", id="no-spans"),
        pytest.param(
            OPEN,
            'open = ["Mon-Fri 08:00-20:00", "Fri 19:00-21:00"]',
            "hours.support.open",
            '["Mon-Fri 08:00-20:00", "Fri 19:00-21:00"]',
            "overlap",
            id="overlapping-spans",
        ),
        pytest.param(
            OPEN,
            'open = ["Mon-Fri 08:00-25:00"]',
            "hours.support.open[1]",
            "Mon-Fri 08:00-25:00",
            "not understood",
            id="impossible-time",
        ),
        pytest.param(
            OPEN,
            'open = "Mon-Fri 08:00-20:00"',
            "hours.support.open",
            '"Mon-Fri 08:00-20:00"',
            "must be a list",
            id="spans-not-in-a-list",
        ),
        pytest.param(
            OPEN,
            f"{OPEN}\nexceptions = {{ 2026-02-30 = [] }}",
            "hours.support.exceptions.2026-02-30",
            "2026-02-30",
            "no date there is",
            id="impossible-exception",
        ),
        pytest.param(
            OPEN,
            f'{OPEN}\nexceptions = {{ 2026-12-24 = ["mornings"] }}',
            "hours.support.exceptions.2026-12-24[1]",
            "mornings",
            "not understood",
            id="exception-without-times",
        ),
        pytest.param(
            '"July 4"',
            '"February 30"',
            "holidays.company.days.Independence Day",
            "February 30",
            "not understood",
            id="impossible-holiday",
        ),
    ],
)
def test_a_fault_of_time_is_told_at_its_line(
    old: str, new: str, key: str, found: str, says: str
) -> None:
    assert_told(old, new, key=key, found=found, says=says)
