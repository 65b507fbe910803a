"""What keeps a response and an update, and what does not."""

from datetime import timedelta

import pytest

from tests.pure.promises.tale import Tale, march
from tests.pure.promises.tale import edition as founding
from troth.core.facts.kinds import (
    Analysed,
    Assigned,
    Call,
    Kind,
    MessageAccepted,
    MessageIn,
    MessageOut,
    Note,
)
from troth.core.promises.promise import status
from troth.core.promises.trace import why

INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(Note("00"), id="a-note"),
        pytest.param(Call("00", reporting=True), id="the-call-that-reports-the-trouble"),
        pytest.param(MessageOut("00"), id="a-reply-still-under-way"),
        pytest.param(MessageOut("00", automatic=True), id="the-receipt"),
        pytest.param(MessageOut("00", automatic=True, published=True), id="a-published-notice"),
        pytest.param(MessageIn("00", 1), id="the-customer's-own-word"),
        pytest.param(MessageIn("00", 1, automatic=True), id="an-auto-reply"),
        pytest.param(Analysed("00"), id="an-analysis"),
        pytest.param(Assigned(1), id="an-assignment"),
    ],
)
def test_nothing_but_a_person_s_answer_is_a_response(fact: Kind) -> None:
    tale = Tale()
    tale.tell("12:10", fact)

    assert tale.seen("12:20") == [("response", "open", march("16:00"))]


def test_the_acceptance_of_an_automatic_message_keeps_nothing() -> None:
    tale = Tale()
    receipt = tale.write("12:00", automatic=True)
    tale.tell("12:01", MessageAccepted(receipt))

    assert tale.seen("12:20") == [("response", "open", march("16:00"))]


def test_a_mail_keeps_a_promise_when_the_next_hop_accepts_it() -> None:
    tale = Tale()
    message = tale.write("12:10")
    accepted = tale.tell("12:15", MessageAccepted(message))
    response = tale.promises[0]

    assert (response.kept_at, response.kept_by) == (march("12:15"), accepted)


def test_a_message_in_the_portal_keeps_a_promise_when_it_is_published() -> None:
    tale = Tale()
    published = tale.tell("12:10", MessageOut("00", published=True))
    accepted = tale.tell("12:15", MessageAccepted(published))  # the copy by mail

    response, update = tale.promises
    assert (response.kept_at, response.kept_by) == (march("12:10"), published)
    assert (update.made_by, update.kept_by) == (published, None)
    assert accepted not in (update.made_by, response.kept_by)


def test_a_call_keeps_a_promise_when_it_ends() -> None:
    tale = Tale()
    tale.call("12:40")

    assert tale.seen("12:40")[0] == ("response", "kept", march("16:00"))


@pytest.mark.parametrize(
    ("at", "how"),
    [
        pytest.param("16:00:00", "kept", id="at-the-very-due-instant"),
        pytest.param("16:00:00.000001", "late", id="a-microsecond-later"),
    ],
)
def test_the_due_instant_itself_is_in_time(at: str, how: str) -> None:
    tale = Tale()
    tale.call(at)

    assert tale.seen(at)[0][1] == how


def test_an_unkept_promise_is_open_at_its_due_instant_and_broken_after() -> None:
    promise = Tale().one("response")

    assert status(promise, promise.due_at) == "open"
    assert status(promise, promise.due_at + INSTANT) == "broken"


@pytest.mark.parametrize(
    ("suggested", "due"),
    [
        pytest.param("1", "14:10", id="two-hours"),
        pytest.param("2", "3 12:10", id="a-business-day"),
        pytest.param("3", "9 12:10", id="five-business-days"),
    ],
)
def test_the_first_update_is_promised_at_the_first_response(suggested: str, due: str) -> None:
    tale = Tale("12:00", suggested)
    tale.reply("12:10")

    assert tale.one("update").due_at == march(due)


def test_an_early_update_starts_the_next_at_once() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    tale.reply("12:30")

    assert tale.seen("12:30") == [
        ("response", "kept", march("14:00")),
        ("update", "kept", march("14:10")),
        ("update", "open", march("14:30")),
    ]


def test_a_silence_is_one_breach_and_its_lateness_is_measured() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")

    assert tale.seen("6 12:00")[1:] == [("update", "broken", march("14:10"))]
    tale.reply("6 12:00")
    late, following = tale.promises[1:]
    assert late.kept_at is not None
    assert late.kept_at - late.due_at == timedelta(days=3, hours=21, minutes=50)
    assert following.due_at == march("6 14:00")


def test_a_response_to_a_silence_keeps_it_late_and_starts_the_updates() -> None:
    tale = Tale("12:00", "2")
    tale.reply("16:01")

    assert tale.seen("16:01") == [
        ("response", "late", march("16:00")),
        ("update", "open", march("3 16:01")),
    ]


def test_the_customer_s_word_in_between_neither_keeps_nor_restarts_an_update() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    tale.tell("13:00", MessageIn("00", 1))

    assert tale.one("update").due_at == march("14:10")


def test_every_due_time_can_be_explained() -> None:
    for promise in Tale("6 18:00", "2").promises:
        trace = why(promise, founding())
        assert trace.counted.due_at == promise.due_at == march("9 10:00")
