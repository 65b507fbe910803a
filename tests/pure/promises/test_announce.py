"""What is told about promises: once, stamped with the instant it is about."""

from datetime import timedelta

import pytest

from tests.pure.promises.tale import EDITIONS, Tale, march
from troth.core.facts.kinds import (
    BreachWithdrawn,
    Call,
    MessageBounced,
    PromiseBroken,
    PromiseWarned,
    SeveritySet,
)
from troth.core.promises.announce import to_tell, warns_at

INSTANT = timedelta(microseconds=1)
WARNED = PromiseWarned("response", 1, march("16:00"))
BROKEN = PromiseBroken("response", 1, march("16:00"))
WITHDRAWN = BreachWithdrawn("response", 1, march("16:00"))


def watch(tale: Tale, now: str) -> list[tuple[object, object]]:
    """Look at `now`, append what has to be told, and return it with its stamps."""
    tellings, _ = to_tell(tale.promises, tale.entries, EDITIONS, march(now))
    for telling in tellings:
        position = tale.tell(now, telling.fact)
        entry = tale.entries[position - 1]
        assert entry.recorded_at == march(now)
    return [(telling.fact, telling.at) for telling in tellings]


def looks_at(tale: Tale, now: str) -> object:
    return to_tell(tale.promises, tale.entries, EDITIONS, march(now))[1]


@pytest.mark.parametrize(
    ("at", "suggested", "warned"),
    [
        pytest.param("12:00", "2", "15:00", id="three-of-four-hours"),
        pytest.param("18:00", "2", "3 09:00", id="counted-in-open-time-over-a-night"),
        pytest.param("6 18:00", "2", "9 09:00", id="and-over-a-weekend"),
        pytest.param("12:00", "1", "13:30", id="around-the-clock"),
    ],
)
def test_a_warning_comes_at_three_quarters_of_the_open_time(
    at: str, suggested: str, warned: str
) -> None:
    promise = Tale(at, suggested).one("response")

    assert warns_at(promise, EDITIONS[1]) == march(warned)


def test_nothing_is_told_before_its_time_and_each_thing_once() -> None:
    tale = Tale()

    assert watch(tale, "14:59") == []
    assert watch(tale, "15:00") == [(WARNED, march("15:00"))]
    assert watch(tale, "16:00") == []  # due, and not yet broken
    assert watch(tale, "16:00:00.000001") == [(BROKEN, march("16:00"))]
    assert watch(tale, "18:00") == []


def test_a_warning_whose_breach_has_come_is_skipped() -> None:
    assert watch(Tale(), "20:00") == [(BROKEN, march("16:00"))]


def test_a_late_look_stamps_with_the_instant_it_is_about() -> None:
    assert watch(Tale(), "15:40") == [(WARNED, march("15:00"))]


def test_the_next_look_is_at_the_warning_then_just_after_the_due_instant_then_never() -> None:
    tale = Tale()
    assert looks_at(tale, "12:00") == march("15:00")
    watch(tale, "15:00")
    assert looks_at(tale, "15:00") == march("16:00") + INSTANT
    watch(tale, "17:00")
    assert looks_at(tale, "17:00") is None


def test_a_promise_brought_forward_is_told_of_anew() -> None:
    tale = Tale("12:00", "2")
    watch(tale, "15:00")
    tale.tell("15:10", SeveritySet("1"))  # the due time stands: 16:00 is the earlier
    assert watch(tale, "15:10") == []

    moved = Tale("12:00", "3")
    watch(moved, "4 00:00")
    moved.tell("4 00:10", SeveritySet("1"))
    due = march("4 02:10")
    assert watch(moved, "4 01:40") == [(PromiseWarned("response", 1, due), march("4 01:40"))]


def test_a_promise_kept_late_is_told_of_as_broken() -> None:
    tale = Tale()
    tale.reply("16:20")

    assert watch(tale, "16:20") == [(BROKEN, march("16:00"))]


def test_a_call_typed_in_late_withdraws_the_breach_once() -> None:
    tale = Tale()
    watch(tale, "16:30")
    tale.tell("15:30", Call("00"), recorded="17:00")

    assert watch(tale, "17:00") == [(WITHDRAWN, march("17:00"))]
    assert watch(tale, "17:01") == []


def test_a_breach_that_is_true_again_is_told_again() -> None:
    tale = Tale()
    message = tale.reply("15:30")
    tale.tell("17:00", MessageBounced(message, "gone"))
    assert (BROKEN, march("16:00")) in watch(tale, "17:00")
    tale.tell("15:50", Call("00"), recorded="17:30")
    assert (WITHDRAWN, march("17:30")) in watch(tale, "17:30")
    assert watch(tale, "17:31") == []


def test_a_closed_ticket_s_old_breach_is_still_told() -> None:
    tale = Tale()
    tale.resolve("16:30")

    assert watch(tale, "17:00") == [(BROKEN, march("16:00"))]


def test_what_was_told_changes_nothing_that_is_derived() -> None:
    tale = Tale()
    before = tale.promises
    watch(tale, "15:00")
    watch(tale, "17:00")

    assert tale.promises == before
