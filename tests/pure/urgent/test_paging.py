"""A page: whom it tries, when it goes on, and that it never ends silently."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from troth.core.facts import paging
from troth.core.facts.entry import Entry
from troth.core.facts.kinds import Kind
from troth.core.urgent.paging import AT_LAST, Next, Reach, Way, pages, what_next
from troth.core.urgent.parse import handover
from troth.core.urgent.rota import Layer, Rota, Turn

ZERO = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ZONE = ZoneInfo("America/New_York")


def layer(key: str, *people: str, minutes: int = 5) -> Layer:
    turns = tuple(
        Turn(one, ZONE, handover("every day 00:00", date(2026, 1, 1)), (one,)) for one in people
    )
    return Layer(key, key, minutes * MINUTE, turns)


ROTA = Rota(
    "Urgent", ZONE, (layer("first", "ada", "ben"), layer("second", "cleo")), ("lead",), 15 * MINUTE
)
REACH = {
    "ada": Reach(1, (Way(11), Way(12, MINUTE))),
    "ben": Reach(2, (Way(21),)),
    "cleo": Reach(3, (Way(31),)),
    "lead": Reach(9, (Way(91),)),
}


class Night:
    """One page and its facts, as a desk would record them."""

    def __init__(self, rota: Rota | None = ROTA, reach: dict[str, Reach] | None = None) -> None:
        self.rota, self.reach = rota, REACH if reach is None else reach
        self.entries: list[Entry] = []
        self.add(paging.Paged("call"), ZERO)

    def add(self, fact: Kind, at: datetime) -> int:
        self.entries.append(Entry(len(self.entries) + 1, at, at, "desk", "desk", fact))
        return len(self.entries)

    def look(self, at: datetime) -> Next:
        return what_next(pages(self.entries)[0], self.rota, self.reach, at)

    def go(self, minutes: float) -> list[Kind]:
        """Do what is next at so many minutes after the page, and return it."""
        at = ZERO + minutes * MINUTE
        found = self.look(at)
        for fact in found.steps:
            self.add(fact, at)
        assert self.look(at).steps == ()
        return list(found.steps)

    def fail(self, minutes: float) -> None:
        """Let the latest attempt fail."""
        latest = max(one.position for one in self.entries if _is_attempt(one))
        self.add(paging.PageAnswered(latest, "failed"), ZERO + minutes * MINUTE)


def _is_attempt(entry: Entry) -> bool:
    return isinstance(entry.fact, paging.PageAttempted)


def tried(facts: list[Kind]) -> list[tuple[str, int]]:
    return [(one.layer, one.way) for one in facts if isinstance(one, paging.PageAttempted)]


def test_the_first_on_call_is_tried_at_once_and_again_in_their_next_way() -> None:
    night = Night()

    assert tried(night.go(0)) == [("first", 11)]
    assert night.look(ZERO).look_at == ZERO + MINUTE
    assert tried(night.go(0.5)) == []
    assert tried(night.go(1)) == [("first", 12)]
    assert night.look(ZERO + MINUTE).look_at == ZERO + 5 * MINUTE


def test_unanswered_it_goes_to_the_next_person_then_the_next_layer_then_to_all() -> None:
    night = Night()
    night.go(0)

    assert tried(night.go(5)) == [("first", 21)]
    assert tried(night.go(10)) == [("second", 31)]
    last = night.go(15)
    assert last[0] == paging.PageMissed(1, 1)
    assert tried(last) == [(AT_LAST, 91)]
    assert pages(night.entries)[0].is_loud


def test_missed_by_all_it_begins_anew_and_stays_loud() -> None:
    night = Night()
    for minutes in (0, 5, 10, 15):
        night.go(minutes)

    assert tried(night.go(29)) == []
    again = night.go(30)
    assert again == [paging.PageAttempted(1, 2, "first", 1, 11)]
    assert pages(night.entries)[0].is_loud


def test_a_way_that_fails_does_not_wait_for_the_minutes_to_pass() -> None:
    night = Night(reach=REACH | {"ada": Reach(1, (Way(11),))})
    night.go(0)
    night.fail(0.1)

    assert tried(night.go(0.1)) == [("first", 21)]


def test_an_outcome_unknown_keeps_its_time_to_answer() -> None:
    night = Night()
    night.go(0)
    night.add(paging.PageAnswered(2, "unknown"), ZERO)

    assert night.go(0.9) == []


def test_who_has_no_way_is_passed_over_and_that_is_a_fact() -> None:
    night = Night(reach={"cleo": REACH["cleo"], "lead": REACH["lead"], "ben": Reach(2, ())})

    assert night.go(0) == [
        paging.PagePassedOver(1, 1, "first"),
        paging.PagePassedOver(1, 1, "first", 2),
        paging.PageAttempted(1, 1, "second", 3, 31),
    ]


def test_a_desk_without_a_rota_is_loud_at_once() -> None:
    night = Night(rota=None)

    assert night.go(0) == [paging.PageMissed(1, 1), paging.PagePassedOver(1, 1, AT_LAST)]
    assert night.look(ZERO).look_at == ZERO + 15 * MINUTE


def test_taken_it_tries_nobody_any_more() -> None:
    night = Night()
    night.go(0)
    night.add(paging.PageTaken(1, 1), ZERO + MINUTE)

    assert night.look(ZERO + 60 * MINUTE) == Next()
    assert pages(night.entries)[0].taken_by == 1


def test_stood_down_it_is_over_without_anybody_having_it() -> None:
    night = Night()
    night.add(paging.PageStoodDown(1, "severity"), ZERO)

    assert night.look(ZERO) == Next()
    assert pages(night.entries)[0].taken_by is None


@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.sampled_from(["look", "fail", "hand over"])), max_size=40
    )
)
@settings(max_examples=80, deadline=None)
def test_a_page_that_nobody_has_always_has_a_next_instant(
    steps: list[tuple[int, str]],
) -> None:
    night, now = Night(), ZERO
    seen: set[tuple[int, str, int]] = set()
    for seconds, what in steps:
        now += timedelta(seconds=seconds)
        waiting = [one for one in night.entries if _is_attempt(one)]
        if waiting and what != "look":
            outcome = paging.PageAnswered(
                waiting[-1].position, "failed" if what == "fail" else "handed over"
            )
            night.add(outcome, now)
        found = night.look(now)
        assert found.look_at is not None
        assert found.look_at > now
        for fact in found.steps:
            if isinstance(fact, paging.PageAttempted):
                key = (fact.round, fact.layer, fact.way)
                assert key not in seen  # nobody is tried twice in the same way in one round
                seen.add(key)
            night.add(fact, now)
        assert night.look(now).steps == ()
