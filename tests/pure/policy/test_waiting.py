"""What a policy says of waiting: read, refused where it makes no sense, printed and compared."""

import pytest

from tests.pure.policy.relay import RELAY, edition, relay_faults, rewritten
from tests.pure.policy.sample import ZONES, founding
from tests.times import NOON
from troth.core.policy.difference import difference
from troth.core.policy.parse import parse
from troth.core.policy.prose.page import page
from troth.core.policy.prose.plain import plain

WAIT, END, NONE = "waiting.for_customer", "closing.no_answer", "no_answer"
SILENCE = 'remind_after = ["3 business days", "6 business days"]\nafter        = "10 business days"'
STOPPED = """ends   = "customer writes"
stops  = ["update"]            # the news goes on with what was left of it"""


def test_a_wait_says_what_ends_it_and_what_it_stops() -> None:
    waits = edition().policy.waiting

    assert {key: (one.ends, one.stops, one.on_return) for key, one in waits.items()} == {
        "for_customer": ("customer writes", ("update",), "continue"),
        "for_release": ("patch released", (), "continue"),
        "for_supplier": ("staff say so", (), "continue"),
        "for_your_date": ("date comes", ("response", "update"), "restart"),
    }


def test_the_founding_policy_stops_nothing() -> None:
    policy = founding()

    assert [one.stops for one in policy.waiting.values()] == [()] * 4
    assert policy.closing.no_answer is None


def test_silence_has_its_reminders_in_order_and_its_end() -> None:
    rule = edition().policy.closing.no_answer
    assert rule is not None

    assert [one.within.words() for one in (*rule.reminders, rule.after)] == [
        "3 business days",
        "6 business days",
        "10 business days",
    ]
    there = edition().terms("team", "americas").policy.closing
    assert there.no_answer is not None
    assert there.no_answer.after.clock == "americas_extended"
    assert there.called("no_answer") == "No answer came"


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        (STOPPED, 'stops = []\nends = "some day"', f"{WAIT}.ends", "not a word"),
        (STOPPED, 'stops = ["decision"]', f"{WAIT}.stops[1]", "not a word"),
        (STOPPED, 'stops = []\non_return = "restart"', f"{WAIT}.on_return", "nothing"),
        (STOPPED, 'ends = "staff say so"\nstops = []', f"{END}.waits_in", "silent"),
        (SILENCE, SILENCE.replace('"6 ', '"2 '), f"{END}.after", "after the one before"),
        (SILENCE, SILENCE.replace('"10 ', '"5 '), f"{END}.after", "last"),
        (SILENCE, SILENCE.replace('"10 business days"', '"soon"'), f"{END}.after", "soon"),
        (f'{SILENCE}\nclock        = "office"', SILENCE, f"{END}.clock", "no clock"),
        ("[closing.reason.answered]", f"[closing.reason.{NONE}]", f"closing.reason.{NONE}", "name"),
    ],
)
def test_a_wait_that_makes_no_sense_is_refused(old: str, new: str, key: str, says: str) -> None:
    told = {fault.key: fault.say for fault in relay_faults(rewritten(old, new))}

    assert says in told[key]


def test_the_page_says_what_stands_still_and_when_silence_ends_a_ticket() -> None:
    text = " ".join(plain(page(edition(), NOON)).split())

    assert "We have asked you for something" in text
    assert "You write to us" in text
    assert "Our first response and our news" in text
    assert "with what was left of it, but after “you asked us to go on at a later date”" in text
    assert (
        "we remind you after 3 business days and 6 business days, and close the ticket after"
        " 10 business days, counted in office hours"
    ) in text


def test_what_changed_is_told_in_words() -> None:
    changed = parse(rewritten('stops  = ["update"] ', "stops  = [] "), zones=ZONES)
    (told,) = difference(parse(RELAY, zones=ZONES), changed)

    assert told.startswith("Waiting: we have asked you for something: was")
    assert "Stands still: nothing." in told
