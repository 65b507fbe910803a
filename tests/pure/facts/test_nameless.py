"""What is kept for ever says why, and of whom nothing."""

import pytest

from troth.core.facts.nameless import LONGEST, nameless


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550 5.1.1 <mara@acme.example>: user unknown", "550 5.1.1 <…>: user unknown"),
        ("550 mara.lind+x@mail.acme.example rejected", "550 … rejected"),
        ("550 RCPT TO:<MARA@ACME.EXAMPLE>", "550 RCPT TO:<…>"),
        ('550 "mara lind"@acme.example is none', "550 … is none"),
        ("550 mara@[192.0.2.1] is none", "550 … is none"),
        ("rfc822;mära@müller.example; failed", "rfc822;…; failed"),
        ("mara=acme.example@lists.example", "…"),
        ("4.4.1 timed out", "4.4.1 timed out"),
    ],
)
def test_a_reason_names_no_address(said: str, kept: str) -> None:
    assert nameless(said) == kept


def test_a_known_address_goes_however_it_is_written() -> None:
    assert nameless("no box odd,name@acme.example", "Odd,Name@acme.example") == "no box …"


def test_no_length_of_nonsense_takes_long() -> None:
    assert nameless('"' * 10**6) == '"' * LONGEST
    assert nameless("a" * 10**6 + "@") == "a" * LONGEST
