"""Who is told what of a ticket's news."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.core.facts import kinds
from troth.domain.notices.rules import NEVER_OFF, USUAL, WAYS, News, Told, Wish, told

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
INES, TOMAS, LENA = 1, 2, 3
DESK = {INES: Wish(), TOMAS: Wish(), LENA: Wish()}
BROKEN = kinds.PromiseBroken("response", 1, NOW)
NEAR = kinds.PromiseWarned("response", 1, NOW + timedelta(hours=1))


def news(fact: kinds.Kind, by: str = "desk", **stands: object) -> News:
    return News(10001, 4, NOW, by, fact, **stands)  # type: ignore[arg-type]


def heard(found: list[Told]) -> list[tuple[int, str]]:
    return sorted((one.agent, one.kind) for one in found)


ALL_HEAR = [(agent, "nobody's promise broken") for agent in DESK]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        pytest.param(
            news(kinds.Assigned(TOMAS), "agent:1", assignee=TOMAS),
            [(TOMAS, "assigned")],
            id="assigned-by-another",
        ),
        pytest.param(
            news(kinds.Assigned(INES), "agent:1", assignee=INES), [], id="taken-by-oneself"
        ),
        pytest.param(news(kinds.Assigned(None), "agent:1"), [], id="given-back"),
        pytest.param(
            news(kinds.Assigned(TOMAS, content="ab"), "agent:1", assignee=TOMAS),
            [(TOMAS, "handed over")],
            id="handed-over",
        ),
        pytest.param(
            news(kinds.Assigned(None, 5), "agent:1", team=frozenset({INES, LENA})),
            [(LENA, "team assigned")],
            id="given-to-my-team",
        ),
        pytest.param(
            news(kinds.Note("ab", (TOMAS, LENA, INES)), "agent:1"),
            [(TOMAS, "mentioned"), (LENA, "mentioned")],
            id="mentioned-but-not-by-oneself",
        ),
        pytest.param(news(kinds.Note("ab"), "agent:1", assignee=TOMAS), [], id="a-plain-note"),
        pytest.param(
            news(kinds.Held("why"), held=True, gravest=True, assignee=TOMAS),
            [(agent, "held urgent") for agent in DESK],
            id="the-gravest-is-held",
        ),
        pytest.param(
            news(kinds.MessageIn("ab", 7), "person:7", assignee=TOMAS),
            [(TOMAS, "customer wrote")],
            id="the-customer-wrote-on-mine",
        ),
        pytest.param(
            news(kinds.MessageIn("ab", automatic=True), assignee=TOMAS), [], id="an-auto-reply"
        ),
        pytest.param(
            news(kinds.MessageIn("ab", 7), assignee=TOMAS, undecided=True, closed=True),
            [(TOMAS, "to decide")],
            id="a-word-on-a-closed-ticket-of-mine",
        ),
        pytest.param(
            news(kinds.MessageIn("ab", 7), undecided=True, closed=True),
            [(agent, "to decide") for agent in DESK],
            id="a-word-on-a-closed-ticket-of-nobody-s",
        ),
        pytest.param(
            news(kinds.MessageBounced(4, "no such user"), "desk", assignee=TOMAS),
            [(TOMAS, "not delivered")],
            id="a-message-came-back-on-mine",
        ),
        pytest.param(
            news(kinds.MessageBounced(4, "no such user"), "desk", team=frozenset({LENA})),
            [(LENA, "not delivered")],
            id="a-message-came-back-in-my-team",
        ),
        pytest.param(
            news(kinds.Held("It could not be read.")),
            [(agent, "held") for agent in DESK],
            id="a-held-report",
        ),
        pytest.param(news(kinds.Reported("ab")), [], id="a-new-ticket-is-the-queue-s-to-tell"),
        pytest.param(news(NEAR, assignee=TOMAS), [(TOMAS, "promise near")], id="near-on-mine"),
        pytest.param(
            news(NEAR, team=frozenset({INES, LENA})),
            [(INES, "nobody's promise near"), (LENA, "nobody's promise near")],
            id="near-in-my-team",
        ),
        pytest.param(
            news(kinds.PromiseWarned("response", 1, NOW - timedelta(seconds=1)), assignee=TOMAS),
            [],
            id="a-warning-read-after-the-breach",
        ),
        pytest.param(news(BROKEN, assignee=TOMAS), [(TOMAS, "promise broken")], id="broken"),
        pytest.param(news(BROKEN), ALL_HEAR, id="broken-on-nobody-s"),
        pytest.param(news(BROKEN, assignee=99), ALL_HEAR, id="broken-on-a-leaver-s"),
        pytest.param(
            news(BROKEN, team=frozenset({LENA})),
            [(LENA, "nobody's promise broken")],
            id="broken-in-my-team",
        ),
        pytest.param(
            news(BROKEN, team=frozenset({99})), ALL_HEAR, id="broken-in-a-team-of-leavers"
        ),
    ],
)
def test_who_is_told(said: News, who: list[tuple[int, str]]) -> None:
    assert heard(told(said, DESK, NOW)) == who


def test_whoever_asks_for_it_hears_of_new_tickets() -> None:
    desk = {**DESK, LENA: Wish({"untriaged": "at once"})}

    assert heard(told(news(kinds.Reported("ab")), desk, NOW)) == [(LENA, "untriaged")]
    assert heard(told(news(kinds.Reported("ab"), held=True), desk, NOW)) == []


def test_a_promise_of_somebody_who_is_away_is_the_others_too() -> None:
    desk = {**DESK, TOMAS: Wish(away=True)}
    found = heard(told(news(BROKEN, assignee=TOMAS, team=frozenset({TOMAS, LENA})), desk, NOW))

    assert found == [(TOMAS, "promise broken"), (LENA, "nobody's promise broken")]


ways = st.dictionaries(st.sampled_from(sorted(USUAL)), st.sampled_from([*WAYS, "nonsense"]))
desks = st.dictionaries(st.integers(1, 5), ways.map(Wish), min_size=1)
assignees = st.none() | st.integers(1, 9)
teams = st.frozensets(st.integers(1, 9))


@given(desks, assignees, teams, st.booleans())
def test_no_wishes_make_a_broken_promise_go_unheard(
    desk: dict[int, Wish], assignee: int | None, team: frozenset[int], closed: bool
) -> None:
    found = told(news(BROKEN, assignee=assignee, team=team, closed=closed), desk, NOW)

    assert found
    assert {one.agent for one in found} <= set(desk)
    assert all(one.way != "off" for one in found)


@given(desks, assignees)
def test_nobody_is_told_twice_of_one_entry(desk: dict[int, Wish], assignee: int | None) -> None:
    for fact in (BROKEN, NEAR, kinds.Held("x"), kinds.Note("ab", (1, 2))):
        found = told(news(fact, assignee=assignee), desk, NOW)
        assert len({one.agent for one in found}) == len(found)


@given(ways)
def test_what_must_not_be_missed_is_never_off(said: dict[str, str]) -> None:
    assert all(Wish(said).way(kind) != "off" for kind in NEVER_OFF)
