"""What holds for every story, however it goes."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pure.promises.tale import EDITIONS, Tale, march
from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.promises.derive import derive, read
from troth.core.promises.promise import Promise

Act = Callable[[list[Entry], "Pen", int], None]


class Pen:
    """Appends facts, each some minutes after the one before; a late one happened earlier."""

    def __init__(self, entries: list[Entry], minutes: int) -> None:
        self.entries = entries
        self.now = max(entry.recorded_at for entry in entries) + timedelta(minutes=minutes)

    def write(self, fact: kinds.Kind, *, ago: int = 0) -> int:
        at = max(self.entries[0].at, self.now - timedelta(minutes=ago))
        position = len(self.entries) + 1
        self.entries.append(Entry(position, at, self.now, "agent:1", "desk", fact))
        return position

    def newest(self, *types: type[kinds.Kind]) -> int | None:
        found = [entry.position for entry in self.entries if isinstance(entry.fact, types)]
        return found[-1] if found else None


def act(what: str, pen: Pen, ago: int) -> None:
    """Do what a desk that keeps its rules may do; nothing where the rules refuse it."""
    now = read(pen.entries, EDITIONS).standing
    offered = EDITIONS[now.edition].terms(now.plan, now.region).policy.severities
    message = pen.newest(kinds.MessageOut)
    if what in ("1", "2", "3") and now.closed_at is None:
        pen.write(kinds.SeveritySet(offered[int(what) - 1].key))
    elif what == "reply" and now.closed_at is None:
        pen.write(kinds.MessageAccepted(pen.write(kinds.MessageOut("00"))))
    elif what == "resolve" and now.closed_at is None:
        told = pen.write(kinds.MessageOut("00"))
        pen.write(kinds.Resolved("fix", told))
        pen.write(kinds.MessageAccepted(told))
    elif what == "close" and now.closed_at is None and now.communicated_at is not None:
        pen.write(kinds.Closed("no_code_change"))
    elif what == "word":
        pen.write(kinds.MessageIn("00", 1))
    elif what == "reopen" and now.undecided is not None:
        pen.write(kinds.Reopened(now.undecided))
    elif what == "bounce" and message is not None:
        pen.write(kinds.MessageBounced(message, "gone"))
    elif what == "call" and now.closed_at is None:
        pen.write(kinds.Call("00"), ago=ago)
    elif what == "undo" and now.closed_at is None:
        pen.write(kinds.Withdrawn(pen.write(kinds.MessageOut("00", published=True))))
    elif what == "misclick" and (set_by := pen.newest(kinds.SeveritySet)) is not None:
        pen.write(kinds.Corrected(set_by))
    elif what == "terms" and now.edition == 1:
        pen.write(kinds.TermsSet(2))
    elif what in PLANS and now.edition == RELAY:
        new = EDITIONS[RELAY].terms(*PLANS[what]).policy
        if now.severity in [one.key for one in new.severities]:
            pen.write(kinds.TermsSet(RELAY, *PLANS[what]))
    elif what == "wrong terms" and (set_by := pen.newest(kinds.TermsSet)) is not None:
        pen.write(kinds.TermsSet(now.edition, now.plan, now.region))
        pen.write(kinds.Corrected(set_by))
    elif what == "not production":
        pen.write(kinds.ProductionSet(production=False))


RELAY = 3
PLANS = {"starter": ("starter", None), "team": ("team", "americas"), "critical": ("critical", None)}
DOINGS = (
    *("1", "2", "3", "reply", "resolve", "close", "word", "reopen"),
    *("bounce", "call", "misclick", "terms", "undo"),
    *PLANS,
    *("wrong terms", "not production"),
)
steps = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.integers(0, 1500), st.integers(0, 600)), max_size=9
)
Opening = tuple[str | None, kinds.TermsSet]
openings: st.SearchStrategy[Opening] = st.one_of(
    st.tuples(st.sampled_from(["1", "2", "3", None]), st.just(kinds.TermsSet(1))),
    st.tuples(
        st.sampled_from(["urgent", "high", "question", None]),
        st.sampled_from([kinds.TermsSet(RELAY, *of) for of in PLANS.values()]),
    ),
)


def told(opening: Opening, life: list[tuple[str, int, int]]) -> list[list[Entry]]:
    """Return the story after its opening and after each step."""
    suggested, terms = opening
    entries = Tale("12:00", suggested, terms=terms).entries
    stages = [list(entries)]
    for what, minutes, ago in life:
        act(what, Pen(entries, minutes), ago)
        stages.append(list(entries))
    return stages


def by_key(entries: list[Entry]) -> dict[tuple[str, int], Promise]:
    return {promise.key: promise for promise in derive(entries, EDITIONS)}


@settings(max_examples=60, deadline=None)
@given(openings, steps, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_handed_over_does_not_matter(
    opening: Opening, life: list[tuple[str, int, int]], chance: object
) -> None:
    entries = told(opening, life)[-1]
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert derive(shuffled, EDITIONS) == derive(entries, EDITIONS)


@settings(max_examples=60, deadline=None)
@given(openings, steps)
def test_a_promise_once_made_is_never_simply_gone(
    opening: Opening, life: list[tuple[str, int, int]]
) -> None:
    stages = [by_key(entries) for entries in told(opening, life)]

    for before, after in pairwise(stages):
        assert before.keys() <= after.keys()
        for key, promise in after.items():
            assert promise.kept_at is None or promise.void_at is None, key


@settings(max_examples=60, deadline=None)
@given(openings, steps)
def test_only_news_about_the_past_moves_a_promise_later(
    opening: Opening, life: list[tuple[str, int, int]]
) -> None:
    stages = told(opening, life)
    for entries, longer in pairwise(stages):
        new = longer[len(entries) :]
        about_the_past = any(
            entry.at < entry.recorded_at
            or isinstance(entry.fact, kinds.MessageBounced | kinds.Corrected | kinds.Withdrawn)
            for entry in new
        )
        if about_the_past:
            continue
        after = by_key(longer)
        for key, promise in by_key(entries).items():
            assert after[key].due_at <= promise.due_at
            if promise.due_at < new[0].at if new else False:
                assert after[key].due_at == promise.due_at, "a miss stays missed"
            if promise.kept_at is not None:
                assert after[key] == promise


@settings(max_examples=40, deadline=None)
@given(openings, steps)
def test_every_promise_is_due_no_earlier_than_it_was_made(
    opening: Opening, life: list[tuple[str, int, int]]
) -> None:
    for promise in derive(told(opening, life)[-1], EDITIONS):
        assert march("12:00") <= promise.made_at <= promise.counted_from < promise.due_at
