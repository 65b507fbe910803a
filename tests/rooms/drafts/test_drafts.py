"""Texts under way: kept, told apart, and let go."""

from datetime import timedelta

import pytest

from tests.times import NOON
from troth.domain.drafts.actions import adopt, drop, keep, sweep
from troth.domain.drafts.queries import beside, drafts
from troth.domain.refusal import Refused

pytestmark = pytest.mark.django_db
INES, KEY = "agent:3", "ticket:10004:reply"


def texts(owner: str = INES, prefix: str = "ticket:10004:") -> list[str]:
    return [draft.body["text"] for draft in drafts(owner, prefix)]


def write(text: str, *, writer: str = "a", turn: int = 1, **said: object) -> None:
    keep(INES, KEY, {"text": text}, NOON, writer=writer, turn=turn, **said)  # type: ignore[arg-type]


def test_a_draft_is_kept_and_overwritten_by_its_own_writer() -> None:
    write("We look", turn=1)
    write("We look into it", turn=2)

    assert texts() == ["We look into it"]


def test_a_save_that_comes_late_changes_nothing() -> None:
    write("We look into it", turn=2)
    write("We look", turn=1)

    assert texts() == ["We look into it"]


def test_another_machine_never_overwrites_a_draft() -> None:
    write("From the office", writer="a")
    write("From home", writer="b")

    assert sorted(texts()) == ["From home", "From the office"]
    assert [one.body["text"] for one in beside(INES, KEY, "b")] == ["From the office"]


def test_going_on_with_a_draft_elsewhere_takes_its_place() -> None:
    write("Half", writer="a", turn=4)
    write("Half and more", writer="b", instead=[("a", 4)])

    assert texts() == ["Half and more"]


def test_going_on_elsewhere_spares_what_was_written_meanwhile() -> None:
    write("Half", writer="a", turn=4)
    write("Half of mine", writer="a", turn=5)
    write("Half and more", writer="b", instead=[("a", 4)])

    assert sorted(texts()) == ["Half and more", "Half of mine"]


def test_what_was_sent_is_gone_and_no_save_under_way_brings_it_back() -> None:
    write("Sent", turn=3)
    drop(INES, KEY, writer="a", at=NOON)
    write("Sent", turn=4)

    assert texts() == []


def test_sending_lets_go_of_the_draft_it_was_made_from_and_of_no_other() -> None:
    write("Half", writer="a", turn=4)
    write("Something else", writer="c", turn=1)
    drop(INES, KEY, writer="b", at=NOON, instead=[("a", 4)])

    assert texts() == ["Something else"]


def test_the_parts_of_a_form_go_together() -> None:
    keep(INES, "ticket:10004:analysis:cause", {"text": "A race"}, NOON)
    keep(INES, "ticket:100040:analysis", {"text": "Another ticket's"}, NOON)
    drop(INES, "ticket:10004:analysis")

    assert texts(prefix="ticket:") == ["Another ticket's"]


def test_an_empty_draft_is_none() -> None:
    write("Something", turn=1)
    write("  \n", turn=2)

    assert texts() == []


def test_drafts_are_their_owner_s_alone() -> None:
    write("Mine")
    keep("agent:33", KEY, {"text": "Theirs"}, NOON)

    assert texts() == ["Mine"]


@pytest.mark.parametrize(
    ("owner", "key", "text"),
    [
        ("agent:3", "", "no key"),
        ("agent:3", "x/../y", "no such key"),
        ("nobody", KEY, "no such owner"),
        ("agent:3", KEY, "x" * 300_000),
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused(owner: str, key: str, text: str) -> None:
    with pytest.raises(Refused):
        keep(owner, key, {"text": text}, NOON)


def test_a_visitor_cannot_fill_the_desk_with_drafts() -> None:
    for count in range(10):
        keep("visitor:x", f"report:{count}", {"text": "x"}, NOON)
    with pytest.raises(Refused, match="too many"):
        keep("visitor:x", "report:10", {"text": "x"}, NOON)


def test_a_visitor_who_signs_in_goes_on_with_their_draft() -> None:
    keep("visitor:x", "report:text", {"text": "All is blank"}, NOON)

    assert adopt("visitor:x", "person:17") == 1
    assert texts("person:17", "report") == ["All is blank"]


def test_old_drafts_are_swept_and_young_ones_stay() -> None:
    write("Old")
    keep("visitor:x", "report", {"text": "A stranger's"}, NOON)
    keep(INES, "ticket:5:reply", {"text": "Young"}, NOON + timedelta(days=50))
    sweep(NOON + timedelta(days=3))
    assert texts("visitor:x", "report") == []
    assert texts() == ["Old"]

    sweep(NOON + timedelta(days=61))

    assert texts(prefix="") == ["Young"]
