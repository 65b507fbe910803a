"""Reading and writing what the queue is narrowed to."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.domain.tickets.filter import ANYTHING, Filter, length, read

SEVERITIES = ("1", "2", "3")
ids = st.integers(1, 10**9).map(str)


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=4, unique=True).map(lambda found: tuple(sorted(found)))


filters = st.builds(
    Filter,
    severity=some(st.sampled_from(SEVERITIES)),
    customer=some(ids),
    assignee=some(st.sampled_from(["me", "nobody"]) | ids),
    team=some(st.sampled_from(["mine", "none"]) | ids),
    channel=some(st.sampled_from(["web", "mail", "phone"])),
    state=some(st.sampled_from(["untriaged", "held", "broken", "undecided", "resolved"])),
    last=some(st.sampled_from(["customer", "us"])),
    due=st.sampled_from([(), ("30m",), ("2h",), ("3d",)]),
)


@given(filters)
def test_an_address_says_what_was_chosen_and_nothing_else(wanted: Filter) -> None:
    address = urlencode(wanted.pairs())

    assert read(parse_qsl(address), SEVERITIES) == (wanted, [])


@given(filters)
def test_each_choice_can_be_taken_away(wanted: Filter) -> None:
    for name, value in wanted.pairs():
        less = wanted.without(name, value)
        assert (name, value) not in less.pairs()
        assert len(less.pairs()) == len(wanted.pairs()) - 1
        wanted = less
    assert wanted == ANYTHING
    assert not wanted


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=30)), max_size=40))
def test_no_address_is_a_fault(asked: list[tuple[str, str]]) -> None:
    wanted, _ = read(asked, SEVERITIES)

    assert read(wanted.pairs(), SEVERITIES) == (wanted, [])


@pytest.mark.parametrize(
    "pair",
    [
        ("severity", "9"),
        ("customer", "acme"),
        ("customer", "0"),
        ("assignee", "you"),
        ("team", "-1"),
        ("channel", "fax"),
        ("state", "open"),
        ("last", "nobody"),
        ("due", "2 hours"),
        ("due", "0h"),
        ("due", "9999d"),
    ],
)
def test_what_is_not_there_is_told(pair: tuple[str, str]) -> None:
    assert read([pair, ("severity", "1")], SEVERITIES) == (Filter(severity=("1",)), [pair])


def test_choices_that_were_not_made_and_names_of_others_are_passed_over() -> None:
    assert read([("severity", ""), ("after", "x"), ("utm", "y")], SEVERITIES) == (ANYTHING, [])


def test_one_length_of_time_counts() -> None:
    assert read([("due", "2h"), ("due", "3d")], ()) == (Filter(due=("2h",)), [("due", "3d")])


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("3d", timedelta(days=3)),
    ],
)
def test_a_length_is_read(due: str, found: timedelta) -> None:
    assert length(due) == found
