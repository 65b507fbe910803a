"""A raise, a lowering, a misclick: what a change of severity does to what was promised."""

import pytest

from tests.pure.promises.tale import Tale, march
from troth.core.facts.kinds import Corrected, SeveritySet


@pytest.mark.parametrize(
    ("suggested", "due"),
    [
        pytest.param("1", "14:00", id="two-hours"),
        pytest.param("2", "16:00", id="four-hours-of-support"),
        pytest.param("3", "4 12:00", id="forty-eight-hours-of-business-days"),
        pytest.param(None, "4 12:00", id="nothing-suggested-is-the-default"),
    ],
)
def test_a_response_is_promised_for_the_severity_suggested(suggested: str | None, due: str) -> None:
    assert Tale("12:00", suggested).one("response").due_at == march(due)


@pytest.mark.parametrize(
    ("suggested", "at", "to", "due"),
    [
        pytest.param("3", "12:30", "2", "16:30", id="counted-from-the-raise"),
        pytest.param("3", "12:30", "1", "14:30", id="by-two-ranks"),
        pytest.param("2", "15:00", "1", "16:00", id="never-later-than-it-was"),
        pytest.param("2", "16:00", "1", "16:00", id="at-the-very-due-instant"),
        pytest.param("2", "12:30", "2", "16:00", id="assigned-as-suggested"),
        pytest.param("1", "12:30", "3", "14:00", id="a-lowering-moves-nothing"),
        pytest.param("1", "15:00", "3", "14:00", id="a-miss-stays-missed"),
    ],
)
def test_triage_never_moves_a_response_later(suggested: str, at: str, to: str, due: str) -> None:
    tale = Tale("12:00", suggested)
    tale.tell(at, SeveritySet(to))

    assert tale.one("response").due_at == march(due)


def test_a_raise_says_from_where_it_counts_and_for_which_severity() -> None:
    tale = Tale("12:00", "2")
    tale.tell("12:30", SeveritySet("1"))
    promise = tale.one("response")

    assert (promise.severity, promise.target.clause) == ("1", "severity.1.response")
    assert (promise.made_at, promise.counted_from) == (march("12:00"), march("12:30"))


def test_a_raise_after_a_broken_response_promises_a_new_one() -> None:
    tale = Tale("12:00", "2")
    tale.tell("16:30", SeveritySet("1"))

    assert tale.seen("17:00") == [
        ("response", "broken", march("16:00")),
        ("response", "open", march("18:30")),
    ]
    tale.reply("17:30")
    assert tale.seen("17:30") == [
        ("response", "late", march("16:00")),
        ("response", "kept", march("18:30")),
        ("update", "open", march("19:30")),
    ]


def test_a_second_raise_brings_the_new_response_forward_and_makes_no_third() -> None:
    tale = Tale("6 12:00", "3")  # due on Tuesday the tenth at noon
    tale.tell("10 13:00", SeveritySet("2"))
    tale.tell("10 14:00", SeveritySet("1"))

    assert tale.seen("10 14:00") == [
        ("response", "broken", march("10 12:00")),
        ("response", "open", march("10 16:00")),
    ]


def test_a_raise_brings_an_update_forward_and_a_lowering_leaves_it() -> None:
    tale = Tale("12:00", "2")
    tale.reply("12:10")
    assert tale.one("update").due_at == march("3 12:10")
    tale.tell("12:20", SeveritySet("1"))
    assert tale.one("update").due_at == march("14:20")
    tale.tell("12:30", SeveritySet("3"))
    assert tale.one("update").due_at == march("14:20")


def test_after_a_lowering_the_next_update_counts_for_the_new_severity() -> None:
    tale = Tale("12:00", "1")
    tale.tell("12:10", SeveritySet("3"))
    tale.reply("12:20")

    assert tale.one("update").due_at == march("9 12:20")


def test_a_raise_after_a_broken_update_leaves_it_broken() -> None:
    tale = Tale("12:00", "2")
    tale.reply("12:10")
    tale.tell("3 13:00", SeveritySet("1"))

    assert tale.seen("3 13:00")[1:] == [("update", "broken", march("3 12:10"))]


def test_a_corrected_misclick_restores_what_stood_before() -> None:
    tale = Tale("12:00", "2")
    misclick = tale.tell("12:10", SeveritySet("1"))
    assert tale.one("response").due_at == march("14:10")
    tale.tell("12:20", Corrected(misclick))

    assert tale.one("response").due_at == march("16:00")
    assert tale.one("response").severity == "2"


def test_a_promise_made_by_a_misclick_comes_back_void_by_its_correction() -> None:
    tale = Tale("12:00", "2")
    misclick = tale.tell("16:30", SeveritySet("1"))
    correction = tale.tell("16:40", Corrected(misclick))

    assert tale.seen("19:00") == [
        ("response", "broken", march("16:00")),
        ("response", "void", march("18:30")),
    ]
    undone = tale.promises[1]
    assert (undone.made_by, undone.void_by, undone.void_at) == (
        misclick,
        correction,
        march("16:40"),
    )


def test_a_correction_that_is_itself_corrected_changes_nothing() -> None:
    tale = Tale("12:00", "2")
    raised = tale.tell("12:10", SeveritySet("1"))
    correction = tale.tell("12:20", Corrected(raised))
    tale.tell("12:30", Corrected(correction))

    assert tale.one("response").due_at == march("14:10")
