"""`troth policy` and `troth clock` say what they find in plain lines, and exit 1 for a refusal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.pure.policy.sample import FILE, written
from troth.interfaces.cli.clock import clock
from troth.interfaces.cli.policy import policy

COUNT = ["due", "--policy", str(FILE), "--promise", "response"]


def run(*words: str, of: str = "policy") -> Result:
    return CliRunner().invoke(policy if of == "policy" else clock, list(words))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "faulty.toml"
    text = written('default      = "3" ', 'default      = "4" ')
    file.write_text(text.replace('zone     = "America/New_York"  #', 'zone     = "EST"  #'))
    return file


def test_a_policy_without_fault_is_told_so() -> None:
    result = run("check", str(FILE))

    assert result.exit_code == 0
    assert "IVT MediaPlatform 2008.1 is a policy this desk can run: 3 severities" in result.output


def test_every_fault_is_told_with_file_and_line(faulty: Path) -> None:
    result = run("check", str(faulty))

    assert result.exit_code == 1
    zone, default, summary = result.stderr.splitlines()
    assert zone.startswith(f'{faulty}:20: hours.support.zone: found "EST"; allowed a time zone')
    assert 'severity_rules.default: found "4"; allowed "1", "2" or "3"' in default
    assert summary.endswith("2 faults; nothing was done.")
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_file_that_is_not_text_is_refused_in_words(tmp_path: Path, command: str) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes(b'[policy]\nvendor = "\xe9"\n')

    result = run(command, str(file))

    assert result.exit_code == 1
    assert "is not UTF-8 text: byte 20" in result.stderr


def test_a_policy_is_shown_as_a_person_reads_it() -> None:
    result = run("show", str(FILE))

    assert result.exit_code == 0
    assert "Customer support policies and procedures" in result.output
    assert "Monday to Friday, 08:00 to 20:00, Eastern time" in result.output


def test_a_due_time_is_printed_in_both_zones_and_explained() -> None:
    result = run(*COUNT, "--severity", "2", "--from", "2026-11-20T19:30-05:00", "--why", of="clock")

    first, clause, *trace = result.output.splitlines()
    assert first == "2026-11-23T11:30-05:00\t2026-11-23T16:30Z"
    assert clause == (
        "Clause severity.2.response: Severity 2, response within 4 hours, counted in support hours."
    )
    assert "Sat 21 Nov 2026 and Sun 22 Nov 2026: closed." in trace


def test_a_holiday_that_is_skipped_is_named() -> None:
    result = run(*COUNT, "--severity", "2", "--from", "2026-11-25T19:30-05:00", "--why", of="clock")

    assert "holiday, Thanksgiving" in result.output


@pytest.mark.parametrize(
    ("severity", "start", "code", "says"),
    [
        ("9", "2026-11-20T19:30-05:00", 1, "this policy has no severity '9'; it has 1, 2, 3"),
        ("2", "2026-11-20T19:30", 2, "does not say its zone"),
        ("2", "Friday", 2, "is not an instant such as"),
        ("2", "9999-12-31T23:59-05:00", 2, "outside the years that can be counted"),
        ("2", "9990-12-31T23:59-05:00", 1, "lies outside"),
        ("1", "2500-01-01T00:00Z", 1, "outside 1900 to 2199"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(
    severity: str, start: str, code: int, says: str
) -> None:
    result = run(*COUNT, "--severity", severity, "--from", start, of="clock")

    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.django_db
def test_a_policy_is_published_once(tmp_path: Path) -> None:
    first = run("publish", str(FILE), "--by", "ines")
    again = run("publish", str(FILE), "--by", "otto")
    other = tmp_path / "other.toml"
    other.write_text(FILE.read_text() + "\n# a remark\n")
    refused = run("publish", str(other))

    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("ivt-mediaplatform-2008.1\t2008-01-01\t")
    assert again.stdout == first.stdout
    assert refused.exit_code == 1
    assert "Give this one a new version" in refused.stderr


@pytest.mark.django_db
def test_a_faulty_policy_is_not_published(faulty: Path) -> None:
    result = run("publish", str(faulty))

    assert result.exit_code == 1
    assert "2 faults; nothing was done." in result.stderr
