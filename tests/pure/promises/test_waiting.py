"""While a ticket waits: what stands still by its policy, what goes on, and when it is due then."""

from collections.abc import Callable

import pytest

from tests.pure.promises.tale import EDITIONS, Tale, march
from troth.core.facts.kinds import (
    Closed,
    Corrected,
    MessageIn,
    Reminded,
    SeveritySet,
    TermsSet,
    WaitingBegan,
    WaitingEnded,
)
from troth.core.promises.announce import to_tell, warns_at
from troth.core.promises.derive import read
from troth.core.promises.promise import status
from troth.core.promises.silence import next_step, over
from troth.core.promises.trace import why

RELAY = TermsSet(3, plan="critical", region="americas")
# Eastern time, 07:00 to 21:00: an Urgent trouble has news every hour, a High one each business day.


def relay(suggested: str = "urgent") -> Tale:
    """An hour of news has begun at 12:10 by a reply."""
    tale = Tale("12:00", suggested, terms=RELAY)
    tale.reply("12:10")
    return tale


def due(tale: Tale) -> object:
    return tale.one("update").due_at


def test_the_founding_policy_grants_no_pause() -> None:
    tale = Tale("12:00", "1")
    tale.reply("12:10")
    for reason in ("for_customer", "for_patch", "for_others", "until_a_date"):
        tale.tell("12:20", WaitingBegan(reason))

    assert due(tale) == march("14:10")
    assert tale.standing.waiting is not None


def test_what_was_left_of_the_news_is_left_when_the_customer_writes() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    assert tale.one("update").paused_at == march("12:20")
    tale.tell("15:00", MessageIn("00"))

    assert due(tale) == march("15:50")
    assert tale.standing.waiting is None
    assert tale.one("update").paused_at is None


def test_the_news_goes_on_while_a_release_is_awaited() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_release"))

    assert due(tale) == march("13:10")


def test_a_promise_that_stands_still_is_neither_broken_nor_warned_of() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    promises = tale.promises

    assert to_tell(promises, tale.entries, EDITIONS, march("9 12:00")) == ([], None)
    assert status(tale.one("update"), march("9 12:00")) == "paused"


def test_what_was_broken_before_the_wait_stays_broken() -> None:
    tale = relay()
    tale.tell("13:11", WaitingBegan("for_customer"))
    tale.tell("15:00", MessageIn("00"))

    assert tale.seen("15:00")[-1] == ("update", "broken", march("13:10"))


def test_an_answer_during_the_wait_keeps_the_news_and_the_next_stands_still() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    tale.reply("18:00")
    kept, new = [one for one in tale.promises if one.what == "update"]

    assert status(kept, march("18:00")) == "kept"
    assert new.paused_at == march("18:00")
    tale.tell("19:00", MessageIn("00"))
    assert tale.promises[-1].due_at == march("20:00")


def test_a_wait_with_a_date_is_over_at_that_date_and_counts_anew_where_the_policy_says_so() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_your_date", until=march("4 09:00")))
    assert due(tale) == march("4 10:00")
    assert status(tale.one("update"), march("3 09:00")) == "paused"
    assert status(tale.one("update"), march("4 09:30")) == "open"

    reading = read(tale.entries, EDITIONS)
    assert over(reading, march("4 08:59")) == []
    assert over(reading, march("4 09:00")) == [(march("4 09:00"), WaitingEnded(5, "date came"))]


def test_a_wait_that_staff_end_before_its_date_counts_from_then() -> None:
    tale = relay()
    wait = tale.tell("12:20", WaitingBegan("for_your_date", until=march("4 09:00")))
    tale.tell("3 12:00", WaitingEnded(wait, "staff"))

    assert due(tale) == march("3 13:00")


def test_a_wait_that_ended_by_itself_is_written_down_once() -> None:
    tale = relay()
    wait = tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("15:00", MessageIn("00"))
    told = over(read(tale.entries, EDITIONS), march("15:00"))
    assert told == [(march("15:00"), WaitingEnded(wait, "customer wrote"))]
    tale.tell("15:00", told[0][1])

    assert over(read(tale.entries, EDITIONS), march("15:00")) == []
    assert due(tale) == march("15:50")


def test_an_automatic_reply_ends_no_wait() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("15:00", MessageIn("00", automatic=True))

    assert tale.standing.waiting is not None


def test_a_wait_corrected_never_stopped_anything() -> None:
    tale = relay()
    wait = tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("12:30", Corrected(wait))

    assert due(tale) == march("13:10")


def test_one_wait_takes_the_place_of_another() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("12:40", WaitingBegan("for_release"))

    assert due(tale) == march("13:30")


def test_a_raise_during_the_wait_counts_the_shorter_and_stands_still_again() -> None:
    tale = relay("high")
    tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("12:30", SeveritySet("urgent"))
    assert tale.one("update").paused_at == march("12:30")
    tale.tell("16:00", MessageIn("00"))

    assert due(tale) == march("17:00")


def test_a_closing_ends_the_wait_and_what_it_stopped() -> None:
    tale = relay()
    tale.resolve("12:20")
    tale.tell("12:25", WaitingBegan("for_customer"))
    tale.tell("12:30", Closed("answered"))

    assert tale.standing.waiting is None
    assert {status(one, march("9 12:00")) for one in tale.promises} == {"kept"}


def test_the_trace_of_a_due_time_shows_the_pause() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    still = why(tale.one("update"), EDITIONS[3]).lines()
    assert still[-2:] == [
        "Stood still from Mon 2 Mar 2026 17:20 UTC on, with 50 minutes left.",
        "When it is due is known once it goes on.",
    ]
    tale.tell("15:00", MessageIn("00"))
    lines = why(tale.one("update"), EDITIONS[3]).lines()

    assert lines[-3:] == [
        "Without a pause: due Mon 2 Mar 2026 18:10 UTC.",
        (
            "Stood still from Mon 2 Mar 2026 17:20 UTC to Mon 2 Mar 2026 20:00 UTC,"
            " with 50 minutes left."
        ),
        "Due Mon 2 Mar 2026 20:50 UTC.",
    ]


def test_the_warning_comes_when_a_quarter_of_the_promised_time_is_left() -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan("for_customer"))
    tale.tell("15:00", MessageIn("00"))

    assert warns_at(tale.one("update"), EDITIONS[3]) == march("15:35")


Steps = Callable[[], tuple[str, object] | None]


def step(tale: Tale) -> tuple[str, object] | None:
    edition = EDITIONS[3].terms("critical", "americas")
    found = next_step(tale.standing, edition)
    return (found.what, found.at) if found else None


def test_silence_is_reminded_of_in_steps_and_then_ends() -> None:
    tale = relay()
    wait = tale.tell("12:20", WaitingBegan("for_customer"))
    assert step(tale) == ("remind", march("5 21:00"))
    for at in ("5 21:00", "10 21:00"):
        message = tale.reply(at)
        tale.tell(at, Reminded(wait, message))

    assert step(tale) == ("close", march("13 21:00"))


def test_whoever_was_never_reached_is_not_silent() -> None:
    tale = relay()
    wait = tale.tell("12:20", WaitingBegan("for_customer"))
    for at in ("5 21:00", "10 21:00"):
        tale.tell(at, Reminded(wait, tale.write(at)))

    assert step(tale) is None


@pytest.mark.parametrize("reason", ["for_release", "for_supplier"])
def test_other_waits_have_no_steps(reason: str) -> None:
    tale = relay()
    tale.tell("12:20", WaitingBegan(reason))

    assert step(tale) is None
