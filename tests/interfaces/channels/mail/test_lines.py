"""What a customer says by name in the body is understood, and nothing else is."""

import pytest

from troth.interfaces.channels.mail.lines import Said, said


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("Severity 2", "2"),
        ("Severity: 2", "2"),
        ("severity level 1", "1"),
        ("  Suggested severity: 3 ", "3"),
        ("Severity: 2 (one of us cannot work)", "2"),
        ("Severity 1 - nobody can log in", "1"),
        ("Severity 2 tickets were closed last week", ""),
        ("The severity 2 of last week", ""),
        ("> Severity 1", ""),
        ("Severity: high", ""),
    ],
)
def test_a_severity_is_suggested_by_a_line_of_its_own(line: str, severity: str) -> None:
    assert said(f"Hello,\n{line}\nbye").severity == severity


def test_all_that_the_policy_asks_for_can_be_said() -> None:
    text = """Hello,
Company: Acme Broadcasting
Contract or account number: A-17
System specifications:
  Windows 11, 32 GB
  Chrome 140

Nobody can log in.
Company: another
"""
    assert said(text) == Said(
        company="Acme Broadcasting",
        contract="A-17",
        specifications="Windows 11, 32 GB\nChrome 140",
    )


def test_what_is_quoted_says_nothing() -> None:
    text = "Yes.\n\nOn Mon, IVT support wrote:\nSeverity 1\nCompany: Acme\n"

    assert said(text) == Said()
