"""Resolution, closing, reopening, holds and new terms, as promises see them."""

import pytest

from tests.pure.promises.tale import Tale, march
from troth.core.facts.kinds import (
    Closed,
    HoldEnded,
    MessageBounced,
    MessageIn,
    NewIssued,
    Note,
    Reopened,
    SeveritySet,
    TermsSet,
)


def resolved(at: str = "13:00") -> Tale:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    tale.resolve(at)
    return tale


def closed() -> Tale:
    tale = resolved()
    tale.tell("13:10", Closed("no_code_change"))
    return tale


def test_after_a_communicated_resolution_no_update_is_owed() -> None:
    tale = resolved()
    tale.reply("13:05")

    assert tale.seen("5 12:00") == [
        ("response", "kept", march("14:00")),
        ("update", "kept", march("14:10")),
    ]


def test_a_resolution_still_under_way_ends_nothing() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    tale.write("13:00")

    assert tale.seen("13:00")[1:] == [("update", "open", march("14:10"))]


def test_a_resolution_told_too_late_does_not_mend_the_miss() -> None:
    assert resolved("15:00").seen("15:00")[1:] == [("update", "late", march("14:10"))]


def test_a_word_of_the_customer_after_the_resolution_promises_an_update_again() -> None:
    tale = resolved()
    tale.tell("13:30", MessageIn("00", 1))
    tale.tell("13:40", MessageIn("00", 1))

    assert tale.seen("13:40")[2:] == [("update", "open", march("15:30"))]


@pytest.mark.parametrize("automatic", [True, False])
def test_only_a_person_s_word_on_a_closed_ticket_asks_for_a_decision(automatic: bool) -> None:
    tale = closed()
    tale.tell("13:30", MessageIn("00", 1, automatic=automatic))

    asked = [] if automatic else [("decision", "open", march("17:30"))]
    assert tale.seen("13:40")[2:] == asked


def test_closing_voids_what_is_not_yet_due_and_forgives_no_miss() -> None:
    tale = resolved()
    tale.tell("13:20", MessageIn("00", 1))  # an update by 15:20
    void = Tale("12:00", "1")
    void.entries = [*tale.entries]
    ended = void.tell("13:30", Closed("no_code_change"))
    tale.tell("15:30", Closed("no_code_change"))

    assert void.seen("16:00")[2:] == [("update", "void", march("15:20"))]
    assert void.promises[2].void_by == ended
    assert tale.seen("16:00")[2:] == [("update", "broken", march("15:20"))]


def test_several_words_on_a_closed_ticket_are_one_decision_from_the_first() -> None:
    tale = closed()
    tale.tell("13:30", MessageIn("00", 1))
    tale.tell("16:00", MessageIn("00", 1))

    assert tale.seen("16:00")[2:] == [("decision", "open", march("17:30"))]


def test_reopening_promises_a_response_from_when_the_customer_wrote() -> None:
    tale = closed()
    word = tale.tell("13:30", MessageIn("00", 1))
    tale.tell("14:30", Reopened(word))

    assert tale.seen("14:30")[2:] == [
        ("response", "open", march("15:30")),
        ("decision", "kept", march("17:30")),
    ] or tale.seen("14:30")[2:] == [
        ("decision", "kept", march("17:30")),
        ("response", "open", march("15:30")),
    ]
    tale.reply("15:00")
    assert tale.seen("15:00")[-1] == ("update", "open", march("17:00"))


def test_issuing_a_new_ticket_keeps_the_decision_and_leaves_the_old_one_closed() -> None:
    tale = closed()
    word = tale.tell("13:30", MessageIn("00", 1))
    tale.tell("18:00", NewIssued(word, 10002))

    assert tale.seen("18:00")[2:] == [("decision", "late", march("17:30"))]


def test_a_held_report_is_promised_a_decision_and_no_response_yet() -> None:
    tale = Tale("12:00", "1", held=True)
    tale.tell("12:10", Note("00"))

    assert tale.seen("12:10") == [("hold decision", "open", march("16:00"))]


def test_a_held_report_accepted_counts_from_the_report() -> None:
    tale = Tale("12:00", "1", held=True)
    tale.tell("15:00", HoldEnded(accepted=True))

    assert tale.seen("15:00") == [
        ("hold decision", "kept", march("16:00")),
        ("response", "broken", march("14:00")),
    ]


def test_a_held_report_declined_is_promised_nothing_more() -> None:
    tale = Tale("12:00", "1", held=True)
    tale.tell("12:30", HoldEnded(accepted=False, reason="00"))

    assert tale.seen("20:00") == [("hold decision", "kept", march("16:00"))]


@pytest.mark.parametrize(
    ("first", "then", "due"),
    [
        pytest.param(1, 2, "13:00", id="kinder-terms-count-from-the-report"),
        pytest.param(2, 1, "13:00", id="harder-terms-move-nothing-later"),
    ],
)
def test_new_terms_never_move_a_promise_later(first: int, then: int, due: str) -> None:
    tale = Tale("12:00", "2")
    tale.entries.pop()
    tale.tell("12:00", TermsSet(first))
    tale.tell("12:30", TermsSet(then))

    assert tale.one("response").due_at == march(due)


def test_new_terms_leave_a_miss_where_it_was() -> None:
    tale = Tale("12:00", "2")
    tale.tell("16:30", TermsSet(2))

    assert tale.seen("16:30") == [("response", "broken", march("16:00"))]


def test_what_comes_after_new_terms_is_promised_by_them() -> None:
    tale = Tale("12:00", "2")
    tale.tell("12:10", TermsSet(2))
    tale.reply("12:20")

    assert tale.one("update").edition == 2


def test_a_bounce_of_the_answer_to_a_reopened_ticket_revives_its_response() -> None:
    tale = closed()
    word = tale.tell("13:30", MessageIn("00", 1))
    tale.tell("14:30", Reopened(word))
    message = tale.reply("15:00")
    tale.tell("15:10", MessageBounced(message, "gone"))

    assert ("response", "open", march("15:30")) in tale.seen("15:10")


def test_severity_changes_nothing_on_a_closed_ticket_s_decision() -> None:
    tale = Tale("12:00", "2")
    tale.resolve("12:30")
    tale.tell("12:40", Closed("no_code_change"))
    tale.tell("13:00", MessageIn("00", 1))
    tale.tell("13:10", SeveritySet("1"))

    assert tale.one("decision").due_at == march("17:00")
