"""Every fault of a policy file is told at once, at its line, with what is allowed."""

import pytest

from tests.pure.policy.sample import FOUNDING, faults_in, line_of, without, written

SEV2 = 'response = { within = "4 hours",  clock = "support" }'
SEV3_UPDATE = 'update   = { every  = "5 business days", clock = "support" }'
OPEN = 'open     = ["Mon-Fri 08:00-20:00"]'
DEFAULT = 'default      = "3" '


def test_the_founding_policy_has_no_fault() -> None:
    assert faults_in(FOUNDING) == ()


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
            "does not run targets without a time yet",
            id="best-effort",
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
            'stops  = ["update"]',
            "waiting.for_customer.stops[1]",
            '"update"',
            'does not run "update" yet',
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
def test_a_fault_is_told_at_its_line(old: str, new: str, key: str, found: str, says: str) -> None:
    text = written(old, new)

    told = [fault for fault in faults_in(text) if fault.key == key]

    assert len(told) == 1, faults_in(text)
    (fault,) = told
    assert fault.found.strip('"') == found.strip('"')
    assert says in fault.say
    assert fault.allowed
    changed_at = line_of(FOUNDING, old)
    # What is missing is placed at its table, a little above; a list, at the line it begins.
    above = 12 if found == "nothing" else 0
    assert changed_at - above <= fault.line <= changed_at + new.count("\n") + 4


@pytest.mark.parametrize(
    "table",
    ["policy", "contact", "counting", "entitlement", "gathering", "severity_rules", "reopening"],
)
def test_a_table_that_must_be_there_is_missed(table: str) -> None:
    assert f"[{table}] is missing" in " ".join(fault.say for fault in faults_in(without(table)))


@pytest.mark.parametrize(
    ("table", "called"),
    [
        ("[plan.gold]\ncontacts = 6", "plans"),
        ('[regions]\noffered = ["emea"]', "regions"),
        ('[[escalation]]\nto = "support manager"', "escalations"),
        ('[event.webcast]\nlongest = "4 hours"', "standby for planned events"),
        ("[quota.tickets]\nnumber = 20", "quotas"),
        ('[credit.missed]\ngives = "20 %"', "credits"),
        ('[promise.fix]\nclock = "support"', "further promises"),
        ('[closing.no_answer]\nafter = "10 business days"', "closing after silence"),
        ('[[severity_rules.change]]\nto = "2"', "severities that change by rule"),
    ],
)
def test_what_the_desk_does_not_run_yet_is_refused_by_name(table: str, called: str) -> None:
    text = f"{FOUNDING}\n{table}\n"

    (fault,) = faults_in(text)

    assert f"this desk does not run {called}" in fault.say
    assert fault.say.endswith("yet")
    assert fault.line == line_of(text, table)


def test_an_unknown_table_is_refused_with_what_was_probably_meant() -> None:
    (fault,) = faults_in(f"{FOUNDING}\n[severty_rules]\n")

    assert fault.key == "severty_rules"
    assert 'did you mean "severity_rules"?' in fault.say


def test_every_fault_is_told_at_once_in_line_order() -> None:
    text = written(SEV2, 'response = { within = "4 hours" }').replace(OPEN, "open = []")

    faults = faults_in(text)

    assert [fault.key for fault in faults] == ["hours.support.open", "severity.2.response.clock"]
    assert [fault.line for fault in faults] == [
        line_of(text, "open = []"),
        line_of(text, 'within = "4 hours" }'),
    ]


def test_an_empty_file_is_told_all_that_a_policy_must_say() -> None:
    keys = {fault.key for fault in faults_in("")}

    assert {"policy", "hours", "contact", "severity", "closing", "reopening"} <= keys


def test_sections_of_the_wrong_kind_are_faults_and_not_a_crash() -> None:
    for line in FOUNDING.splitlines():
        key = line.partition("=")[0].strip()
        if not line.startswith("[") and "=" in line and key and line.count("=") == 1:
            assert faults_in(FOUNDING.replace(line, f"{key} = 7", 1)), line


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[policy]\nvendor = "IVT', 2, "stops being TOML"),
        ("[policy]\nvendor = IVT\n", 2, "stops being TOML"),
        ("[policy]\n\n\nvendor\n", 4, "stops being TOML"),
        ("[policy]\neffective = 2008-02-30\n", 2, "stops being TOML"),
    ],
)
def test_what_is_not_toml_is_told_at_its_line(text: str, line: int, says: str) -> None:
    (fault,) = faults_in(text)

    assert fault.line == line
    assert says in fault.say


def test_every_key_written_twice_is_told_with_both_lines() -> None:
    text = '[policy]\nvendor = "A"\nvendor = "B"\n\n[contact]\nphone = "1"\nphone = "2"\n[policy]\n'

    assert [(fault.line, fault.key) for fault in faults_in(text)] == [
        (3, "policy.vendor"),
        (7, "contact.phone"),
        (8, "policy"),
    ]
    assert "already written at line 2" in faults_in(text)[0].say
