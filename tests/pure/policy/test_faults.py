"""Every fault of a policy file is told at once, at its line, with what is allowed."""

import pytest

from tests.pure.policy.sample import FOUNDING, faults_in, line_of, without, written

SEV2 = 'response = { within = "4 hours",  clock = "support" }'
OPEN = 'open     = ["Mon-Fri 08:00-20:00"]'


def test_the_founding_policy_has_no_fault() -> None:
    assert faults_in(FOUNDING) == ()


@pytest.mark.parametrize(
    "table",
    ["policy", "contact", "counting", "entitlement", "gathering", "severity_rules", "reopening"],
)
def test_a_table_that_must_be_there_is_missed(table: str) -> None:
    assert f"[{table}] is missing" in " ".join(fault.say for fault in faults_in(without(table)))


@pytest.mark.parametrize(
    ("table", "called"),
    [
        ('[[escalation]]\nto = "support manager"', "escalations"),
        ('[event.webcast]\nlongest = "4 hours"', "standby for planned events"),
        ("[quota.tickets]\nnumber = 20", "quotas"),
        ('[credit.missed]\ngives = "20 %"', "credits"),
        ('[promise.fix]\nclock = "support"', "further promises"),
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


WRONG = ["7", '""', "[]", "{}", "[[]]", "[{}]", "1979-05-27", "true"]


@pytest.mark.parametrize("turn", range(3))
def test_a_value_of_the_wrong_kind_is_a_fault_and_not_a_crash(turn: int) -> None:
    empty_is_allowed = {"stops", "needs", "examples", "ask", "effective"}
    for number, line in enumerate(FOUNDING.splitlines()):
        wrong = WRONG[(number + 3 * turn) % len(WRONG)]
        key, _, value = line.partition("=")
        if line[:1] in ("", "[", "#", " ") or (
            value.strip()[:1] in ("", "[") and value.count("]") < 1
        ):
            continue
        if '"""' in value or key.strip() in empty_is_allowed:
            continue
        assert faults_in(FOUNDING.replace(line, f"{key} = {wrong}", 1)), line


def test_brackets_without_end_are_a_fault_and_not_a_crash() -> None:
    assert faults_in("a = " + "[" * 100_000)


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
