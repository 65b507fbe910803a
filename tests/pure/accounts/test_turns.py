"""Whose turn it is."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.domain.accounts.rules import Member, next_in_turn, turns

people = st.lists(
    st.builds(
        Member,
        id=st.integers(1, 50),
        last_turn=st.integers(0, 100),
        is_away=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda member: member.id,
)


@pytest.mark.parametrize(
    ("members", "chosen"),
    [
        ([], None),
        ([Member(1, 0)], 1),
        ([Member(1, 5), Member(2, 3)], 2),
        ([Member(2, 3), Member(1, 3)], 1),
        ([Member(1, 5), Member(2, 3, is_away=True)], 1),
        ([Member(1, 5, is_away=True)], None),
    ],
)
def test_who_waited_longest_is_next_unless_they_are_away(
    members: list[Member], chosen: int | None
) -> None:
    assert next_in_turn(members) == chosen


@given(people, st.integers(1, 6))
def test_over_whole_rounds_everybody_who_is_here_is_given_the_same(
    members: list[Member], rounds: int
) -> None:
    here = {member.id for member in members if not member.is_away}

    given_to, _ = turns(members, turn=100, count=rounds * max(len(here), 1))

    counted = Counter(given_to)
    assert counted == (dict.fromkeys(here, rounds) if here else {None: rounds})


@given(people, st.integers(1, 30))
def test_nobody_is_given_two_while_another_who_is_here_waits(
    members: list[Member], count: int
) -> None:
    here = {member.id for member in members if not member.is_away}

    given_to, _ = turns(members, turn=100, count=count)

    for start in range(len(given_to)):
        window = given_to[start : start + len(here)]
        assert len(set(window)) == len(window) or not here


@given(people, st.integers(0, 20), st.integers(0, 20))
def test_turns_taken_one_after_the_other_are_those_taken_at_once(
    members: list[Member], some: int, more: int
) -> None:
    first, then = turns(members, turn=100, count=some)
    second, after = turns(then, turn=100 + some, count=more)

    assert turns(members, turn=100, count=some + more) == (first + second, after)


def test_turns_missed_while_away_are_not_made_up_for() -> None:
    back = Member(3, last_turn=2)

    given_to, _ = turns([Member(1, 99), Member(2, 100), back], turn=100, count=4)

    assert given_to == [3, 1, 2, 3]
