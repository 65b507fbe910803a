"""Facts read back as they were written, whatever their kind."""

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.core.facts import kinds, paging, wire

DUE = datetime(2026, 3, 2, 21, 0, 0, 1, UTC)
EXAMPLES: list[kinds.Kind] = [
    kinds.Reported("ab", 17, "2"),
    kinds.Reported("ab", None),
    kinds.Reported("ab", None, production=False),
    kinds.ProductionSet(production=True),
    kinds.TermsSet(1, plan="gold", region="emea"),
    kinds.Held("The sender could not be read."),
    kinds.HoldEnded(accepted=True, person=17),
    kinds.HoldEnded(accepted=False, reason="ab"),
    kinds.SeveritySet("1", reason="ab"),
    kinds.MessageIn("ab", 17, automatic=True),
    kinds.MessageIn("ab"),
    kinds.MessageIn("ab", 17, says="urgent"),
    kinds.ColleagueAdded(18),
    kinds.MessageOut("ab", published=True),
    kinds.MessageOut("ab", leaves_at=DUE),
    kinds.Withdrawn(7),
    kinds.MessageAccepted(4),
    kinds.MessageBounced(4, "550 5.1.1 no such user — größer"),
    kinds.Call("ab", reporting=True),
    kinds.Note("ab"),
    kinds.Note("ab", mentions=(3, 7)),
    kinds.Analysed("ab"),
    kinds.Resolved("workaround", 7),
    kinds.Closed("patch", patch="4.2.1"),
    kinds.Closed("not_our_component", component="the proxy"),
    kinds.Closed("no_code_change", instead_of=9),
    kinds.ClosingUndone(9, "returned", message=7),
    kinds.ClosingUndone(9, "mistake", reason="ab"),
    kinds.ReporterSet(17, 1, reason="ab"),
    kinds.WaitingBegan("for_customer", until=DUE, content="ab"),
    kinds.WaitingEnded(9, "customer wrote"),
    kinds.Reminded(9, 11),
    kinds.NeededBySet(DUE, content="ab"),
    kinds.NeededBySet(),
    kinds.RequestKindSet("wish"),
    kinds.WordMoved(9, 10002),
    kinds.Thanked(9),
    kinds.MessageIn("ab", 17, from_ticket=10002),
    kinds.Reopened(9),
    kinds.NewIssued(9, 10002),
    kinds.Linked(10001, "follows"),
    kinds.Linked(10001, "blocked by"),
    kinds.Unlinked(10001, "blocked by"),
    kinds.MergedInto(10001, ("response:1",)),
    kinds.MergedFrom(10002),
    kinds.PromiseCarried(10002, "response", "2", DUE, DUE, 1, "gold", "emea"),
    kinds.SplitOff(10003, (4, 6)),
    kinds.DefectLinked(12),
    kinds.DefectUnlinked(12),
    kinds.PatchReleased("4.2.1", (12, 15)),
    kinds.Assigned(3),
    kinds.Assigned(None),
    kinds.Assigned(3, team=2, content="ab" * 32),
    kinds.Corrected(4, reason="ab"),
    kinds.PromiseWarned("response", 1, DUE),
    kinds.PromiseBroken("update", 6, DUE),
    kinds.BreachWithdrawn("decision", 8, DUE),
    paging.Paged("call"),
    paging.PageAttempted(3, 1, "first", 2, 5),
    paging.PageAnswered(4, "failed", "503 Service Unavailable"),
    paging.PagePassedOver(3, 1, "second"),
    paging.PageMissed(3, 1),
    paging.PageTaken(3, 2),
    paging.PageStoodDown(3, "closed"),
]
NAMES = {
    *("defect_linked", "defect_unlinked", "patch_released", "unlinked", "merged_into"),
    *("merged_from", "promise_carried", "split_off"),
    *("reported", "terms_set", "held", "hold_ended", "severity_set", "message_in"),
    *("message_out", "message_accepted", "message_bounced", "call", "note", "analysed"),
    *("resolved", "closed", "reopened", "new_issued", "linked", "assigned", "corrected"),
    *("closing_undone", "reporter_set", "waiting_began", "waiting_ended", "reminded"),
    *("word_moved", "thanked", "needed_by_set", "request_kind_set"),
    *("colleague_added", "withdrawn", "production_set"),
    *("promise_warned", "promise_broken", "breach_withdrawn"),
    *("paged", "page_attempted", "page_answered", "page_passed_over", "page_missed"),
    *("page_taken", "page_stood_down"),
}


YEARS = [datetime(year, 1, 1) for year in (1900, 2200)]  # noqa: DTZ001 - as Hypothesis asks
aware = st.datetimes(*YEARS, timezones=st.timezones())


def again(fact: kinds.Kind) -> kinds.Kind:
    """Write a fact, store it as JSON text, and read it."""
    stored: dict[str, Any] = json.loads(json.dumps(wire.write(fact)))
    return wire.read(fact.kind, wire.VERSION, stored)


@pytest.mark.parametrize("fact", EXAMPLES, ids=lambda fact: fact.kind)
def test_a_fact_reads_back_as_it_was_written(fact: kinds.Kind) -> None:
    assert again(fact) == fact


def test_every_kind_there_is_has_its_example_and_keeps_its_name() -> None:
    assert {type(fact) for fact in EXAMPLES} == set(get_args(kinds.Kind))
    assert set(wire.type_of) == NAMES


@settings(max_examples=50)
@given(st.builds(kinds.MessageBounced, message=st.integers(1), why=st.text()))
def test_any_text_survives(fact: kinds.MessageBounced) -> None:
    assert again(fact) == fact


@settings(max_examples=50)
@given(aware)
def test_an_instant_survives_in_utc_to_the_microsecond(at: datetime) -> None:
    read = again(kinds.PromiseWarned("response", 1, at))

    assert isinstance(read, kinds.PromiseWarned)
    assert read.due_at == at.astimezone(UTC)


def test_empty_fields_are_left_out() -> None:
    assert wire.write(kinds.Reported("ab", None)) == {"content": "ab"}


@pytest.mark.parametrize(
    ("kind", "form", "values"),
    [
        pytest.param("dreamt", wire.VERSION, {}, id="a-kind-nobody-knows"),
        pytest.param("note", wire.VERSION + 1, {"content": "ab"}, id="a-newer-form"),
        pytest.param("note", wire.VERSION, {}, id="a-field-is-missing"),
        pytest.param("note", wire.VERSION, {"content": "ab", "x": 1}, id="a-field-too-many"),
        pytest.param(
            "promise_broken",
            wire.VERSION,
            {"what": "x", "made_by": 1, "due_at": "soon"},
            id="no-time",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    kind: str, form: int, values: dict[str, Any]
) -> None:
    with pytest.raises(wire.UnknownFactError, match=kind):
        wire.read(kind, form, values)
