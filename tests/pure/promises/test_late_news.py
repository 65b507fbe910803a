"""Facts that come to light later: bounces, deliveries and calls recorded after they happened."""

from tests.pure.promises.tale import EDITIONS, Tale, march
from troth.core.facts.kinds import (
    Closed,
    MessageAccepted,
    MessageBounced,
    MessageIn,
    Resolved,
    SeveritySet,
)
from troth.core.promises.derive import read


def test_a_bounced_reply_keeps_nothing_and_its_update_was_never_promised() -> None:
    tale = Tale()
    message = tale.reply("12:10")
    bounce = tale.tell("13:00", MessageBounced(message, "no such user"))

    assert tale.seen("13:00") == [
        ("response", "open", march("16:00")),
        ("update", "void", march("3 12:10")),
    ]
    assert tale.one("update").void_by == bounce
    assert tale.seen("16:01")[0] == ("response", "broken", march("16:00"))


def test_a_reply_refused_at_once_keeps_nothing() -> None:
    tale = Tale()
    message = tale.write("12:10")
    tale.tell("12:11", MessageBounced(message, "refused"))

    assert tale.seen("12:11") == [("response", "open", march("16:00"))]


def test_a_bounce_leaves_what_another_reply_kept() -> None:
    tale = Tale()
    first = tale.reply("12:10")
    tale.reply("12:40")
    tale.tell("13:00", MessageBounced(first, "no such user"))

    response = tale.promises[0]
    assert response.kept_at == march("12:40")


def test_a_reply_sent_again_after_its_bounce_counts_from_the_second_acceptance() -> None:
    tale = Tale()
    message = tale.reply("12:10")
    tale.tell("13:00", MessageBounced(message, "mailbox full"))
    tale.tell("16:30", MessageAccepted(message))

    assert tale.seen("16:30") == [
        ("response", "late", march("16:00")),
        ("update", "void", march("3 12:10")),
        ("update", "open", march("3 16:30")),
    ]


def test_a_bounced_resolution_revives_the_old_due_times() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    message = tale.resolve("13:00")
    assert tale.seen("13:00")[1:] == [("update", "kept", march("14:10"))]
    tale.tell("13:30", MessageBounced(message, "no such user"))

    assert tale.seen("13:30")[1:] == [("update", "open", march("14:10"))]
    assert read(tale.entries, EDITIONS).standing.communicated_at is None


def test_a_bounced_resolution_undoes_the_closing_that_stood_on_it() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    message = tale.resolve("13:00")
    tale.tell("13:10", Closed("no_code_change"))
    assert read(tale.entries, EDITIONS).standing.closed_at == march("13:10")
    tale.tell("13:30", MessageBounced(message, "no such user"))

    assert read(tale.entries, EDITIONS).standing.closed_at is None
    assert tale.seen("13:30")[1:] == [("update", "open", march("14:10"))]
    tale.tell("13:40", MessageIn("00", 1))
    assert len(tale.promises) == 2  # nothing to decide: the ticket is open


def test_a_call_typed_in_late_counts_from_when_it_ended() -> None:
    tale = Tale()
    tale.call("15:00", recorded="17:00")

    assert tale.seen("17:00") == [
        ("response", "kept", march("16:00")),
        ("update", "open", march("3 15:00")),
    ]


def test_a_call_typed_in_late_takes_the_place_of_the_reply_that_came_after_it() -> None:
    tale = Tale("12:00", "1")
    tale.reply("15:00")
    tale.call("13:00", recorded="15:30")

    assert tale.seen("15:30") == [
        ("response", "kept", march("14:00")),
        ("update", "kept", march("15:00")),
        ("update", "open", march("17:00")),
    ]


def test_a_promise_that_a_late_call_undoes_comes_back_void_by_it() -> None:
    tale = Tale()
    raised = tale.tell("16:30", SeveritySet("1"))  # after the break: a new response
    call = tale.call("15:00", recorded="16:40")

    assert tale.seen("16:40") == [
        ("response", "kept", march("16:00")),
        ("update", "open", march("18:30")),
        ("response", "void", march("18:30")),
    ]
    undone = tale.promises[2]
    assert (undone.made_by, undone.void_by, undone.void_at) == (raised, call, march("16:40"))


def test_an_acceptance_heard_of_late_counts_from_when_it_happened() -> None:
    tale = Tale()
    message = tale.write("15:50")
    tale.tell("15:51", MessageAccepted(message), recorded="16:10")

    assert tale.seen("16:10")[0] == ("response", "kept", march("16:00"))


def test_a_resolution_told_by_call_counts_at_the_call() -> None:
    tale = Tale("12:00", "1")
    call = tale.call("12:30")
    tale.tell("12:30", Resolved("workaround", call))

    assert tale.seen("12:30") == [("response", "kept", march("14:00"))]
