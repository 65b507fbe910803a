"""What a seeker types is understood as far as it goes, and never fails."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.domain.search.rules import (
    OPERATORS,
    Asked,
    Condition,
    Due,
    Term,
    Trouble,
    suggestions,
    understand,
)

SEVERITIES = {"1": "Severity 1", "2": "Severity 2", "3": "Severity 3"}


def asked(text: str) -> Asked:
    return understand(text, SEVERITIES)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("login", [Term("login", begun=True)], id="a-word-may-be-only-begun"),
        pytest.param("db", [Term("db", begun=False)], id="two-letters-are-whole"),
        pytest.param("502", [Term("502", begun=False)], id="a-number-is-whole"),
        pytest.param(
            '"blank page" -printer',
            [Term("blank page", begun=False), Term("printer", begun=True, without=True)],
            id="quotes-and-minus",
        ),
        pytest.param('"never closed', [Term("never closed", begun=False)], id="an-open-quote"),
        pytest.param("4.2.1", [Term("4.2.1", begun=False)], id="a-version"),
        pytest.param("mara@acme.example", [Term("mara@acme.example", begun=True)], id="an-address"),
        pytest.param(
            "https://a.example/x", [Term("https://a.example/x", begun=False)], id="a-web-address"
        ),
        pytest.param("Error: timeout", [Term("Error:", True), Term("timeout", True)], id="colon"),
        pytest.param("is: -severity:", [], id="an-operator-still-to-be-filled"),
        pytest.param("- -- \" '", [], id="signs-alone-are-nothing"),
    ],
)
def test_terms(text: str, terms: list[Term]) -> None:
    found = asked(text)
    assert list(found.terms) == terms
    assert (found.conditions, found.troubles) == ((), ())


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("is:broken", Condition("is", "broken")),
        ("-is:closed", Condition("is", "closed", without=True)),
        ('is:"waiting on us"', Condition("is", "waiting-on-us")),
        ("SEVERITY:1", Condition("severity", "1")),
        ('severity:"severity 2"', Condition("severity", "2")),
        ('customer:"Acme Ltd"', Condition("customer", "Acme Ltd")),
        ("from:mara@acme.example", Condition("from", "mara@acme.example")),
        ("assignee:me", Condition("assignee", "me")),
        ("due:<2h", Due(timedelta(hours=2))),
        ("due:90m", Due(timedelta(minutes=90))),
        ("due:>1d", Due(timedelta(days=1), later=True)),
    ],
)
def test_conditions(text: str, condition: Condition | Due) -> None:
    found = asked(text)
    assert (found.conditions, found.terms, found.troubles) == ((condition,), (), ())


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("severity:9", Trouble("severity", "9", ("1", "2", "3"))),
        ("due:soon", Trouble("due", "soon", ("<2h", "<1d", ">1d"))),
        ("customer:", None),
        ("serverity:1", Trouble("operator", "serverity", ("severity",))),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_searched(
    text: str, trouble: Trouble | None
) -> None:
    found = asked(f"login {text}")
    assert found.terms[0] == Term("login", begun=True)
    assert found.troubles == ((trouble,) if trouble else ())


@pytest.mark.parametrize(
    ("text", "number"),
    [("10427", 10427), ("IVT-10427", 10427), ("#10427", 10427), ("502", None), ("a 10427", None)],
)
def test_a_number_alone_is_a_ticket_s(text: str, number: int | None) -> None:
    assert asked(text).number == number


def test_what_was_begun_is_offered_whole() -> None:
    assert suggestions("login se", ["1", "2"]) == [("severity:", "login severity:")]
    assert ("is:broken", "login is:broken") in suggestions("login is:b", ["1"])
    assert suggestions("-is:clo", []) == [("is:closed", "-is:closed")]
    assert suggestions("login ", []) == []


ODD = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from([*(f"{name}:" for name in OPERATORS), '"', "-", ":", "“", "<2h", "\0"]),
    ),
    max_size=12,
)


@given(ODD)
def test_it_never_fails(parts: list[str]) -> None:
    text = "".join(parts)
    found = asked(text)
    suggestions(text, ["1"], ["Ines Duarte"])

    assert asked(found.text) == found, "what is shown in the field asks for the same"
