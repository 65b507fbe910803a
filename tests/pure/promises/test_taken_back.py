"""A message taken back before it left keeps nothing, as if it had never been written."""

from datetime import timedelta

from tests.pure.promises.tale import Tale, march
from troth.core.facts.kinds import Closed, MessageOut, Resolved, Withdrawn
from troth.domain.tickets.rules import leaves_at
from troth.domain.tickets.shown import not_left, that_left

UNDO = timedelta(seconds=10)


def test_the_answer_is_owed_again_and_the_update_was_never_promised() -> None:
    tale = Tale()
    before = tale.promises
    message = tale.tell("12:10", MessageOut("00", published=True))
    assert tale.one("response").kept_at == march("12:10")

    back = tale.tell("12:10", Withdrawn(message))

    assert [one for one in tale.promises if one.void_by != back] == before
    assert tale.one("update").void_by == back


def test_a_message_by_mail_that_was_taken_back_changes_nothing() -> None:
    tale = Tale()
    before = tale.promises
    tale.tell("12:10", Withdrawn(tale.write("12:10")))

    assert tale.promises == before


def test_a_reply_written_after_it_counts_from_when_it_was_written() -> None:
    tale = Tale()
    tale.tell("12:10", Withdrawn(tale.tell("12:10", MessageOut("00", published=True))))
    tale.tell("12:20", MessageOut("00", published=True))

    assert tale.one("response").kept_at == march("12:20")


def test_a_message_waits_ten_seconds() -> None:
    tale = Tale()

    assert leaves_at(tale.promises, UNDO, march("12:10")) == march("12:10") + UNDO


def test_nothing_waits_where_a_promise_falls_due_meanwhile() -> None:
    tale = Tale()  # an answer is due at 16:00
    near = march("16:00") - timedelta(seconds=5)

    assert leaves_at(tale.promises, UNDO, near) is None
    assert leaves_at(tale.promises, UNDO, march("16:00")) is None
    assert leaves_at(tale.promises, UNDO, march("15:59")) is None
    assert leaves_at(tale.promises, UNDO, march("15:58")) is not None


def test_what_is_late_already_may_wait() -> None:
    assert leaves_at(Tale().promises, UNDO, march("16:01")) is not None


def test_what_may_still_be_taken_back_is_not_shown_until_the_ticket_is_closed_on_it() -> None:
    tale = Tale()
    before = list(tale.entries)
    at = march("12:10")
    message = tale.tell("12:10", MessageOut("00", published=True, leaves_at=at + UNDO))
    tale.tell("12:10", Resolved("fix", message))

    assert not_left(tale.entries, at) == {message}
    assert that_left(tale.entries, at) == before
    tale.tell("12:10", Closed("no_code_change"))
    assert not_left(tale.entries, at) == set()
    assert that_left(tale.entries, at) == tale.entries
