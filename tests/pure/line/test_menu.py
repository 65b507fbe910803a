"""What the line says and does, from the founding policy and from one that says otherwise."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.pure.line.nights import NIGHTS, heard, pressed, table
from tests.pure.policy import relay
from tests.pure.promises import tale
from tests.times import eastern
from troth.core.line.menu import Caller, after, welcome
from troth.core.line.spoken import clock_time, spelled
from troth.core.line.verbs import Ask, Leave, Record, Ring, Say, Step

DOCS = Path(__file__).parents[3] / "docs" / "phone-line.md"
OPEN = eastern("2026-11-20 12:00")
CLOSED = eastern("2026-11-20 20:01")
STEPS: tuple[Step, ...] = (
    *("contract", "urgent", "urgent contract", "description", "message", "agents", "bridge"),
)


def test_inside_hours_the_contract_is_asked_for_and_agents_are_rung() -> None:
    (asked,) = welcome(tale.edition(), OPEN).verbs
    assert isinstance(asked, Ask)
    assert asked.step == "contract"

    turn = after("contract", "1040", Caller(OPEN, can_ring=True), tale.edition())
    assert isinstance(turn.verbs[-1], Ring)
    assert turn.verbs[-1].step == "agents"


def test_where_nobody_can_be_rung_a_message_is_taken_and_becomes_a_ticket() -> None:
    turn = after("contract", "", Caller(OPEN), tale.edition())
    assert isinstance(turn.verbs[-1], Record)

    last = after("message", "", Caller(OPEN, reference="IVT-10427"), tale.edition())
    assert last.effect == "ticket"
    assert "I V T, 1 0 4 2 7" in heard(last)
    assert isinstance(last.verbs[-1], Leave)


def test_outside_hours_only_the_key_for_urgent_care_pages() -> None:
    assert pressed(CLOSED).effect == "page"
    for keys in ("", "2", "9", "*"):
        turn = after("urgent", keys, Caller(CLOSED), tale.edition())
        assert turn.effect == ""
        assert isinstance(turn.verbs[-1], Record)
        assert "answered in support hours, which begin on Monday at 8 A.M." in heard(turn)


def test_inside_hours_no_key_pages_anybody() -> None:
    assert pressed(OPEN).effect == ""


def test_after_the_page_the_caller_says_what_happened_and_is_joined_to_the_person_on_call() -> None:
    caller = Caller(CLOSED, reference="IVT-10427", can_ring=True)

    assert isinstance(after("urgent contract", "12", caller, tale.edition()).verbs[-1], Record)
    assert isinstance(after("description", "", caller, tale.edition()).verbs[-1], Ring)
    missed = after("bridge", "", caller, tale.edition())
    assert "still being called, and will call you back" in heard(missed)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("keys", ["", "1", "#", "*9"])
def test_no_step_is_asked_twice_and_every_way_ends(step: Step, keys: str) -> None:
    seen, turn = {step}, after(step, keys, Caller(CLOSED, can_ring=True), tale.edition())
    for _ in range(10):
        last = turn.verbs[-1]
        if isinstance(last, Leave):
            return
        assert not isinstance(last, Say), "the call would hang in silence"
        assert last.step not in seen
        seen.add(last.step)
        turn = after(last.step, keys, Caller(CLOSED, can_ring=True), tale.edition())
    pytest.fail("the call never ends")


def test_a_holiday_is_called_by_its_name_and_so_is_the_next_opening() -> None:
    said = heard(welcome(tale.edition(), eastern("2026-11-26 10:00")))

    assert "closed today for Thanksgiving. It opens on Monday at 8 A.M. Eastern time." in said


def test_another_policy_names_its_own_severity_and_product() -> None:
    night = eastern("2026-11-20 23:00")
    said = heard(welcome(relay.edition(), night))

    assert relay.edition().policy.product in said
    assert "Urgent only, press 1" in said


@pytest.mark.parametrize(
    ("local", "said"),
    [("08:00", "8 A.M."), ("12:00", "noon"), ("00:00", "midnight"), ("14:30", "2:30 P.M.")],
)
def test_times_are_said_as_people_say_them(local: str, said: str) -> None:
    assert clock_time(datetime.fromisoformat(f"2026-01-01 {local}")) == said


def test_a_reference_is_spelled() -> None:
    assert spelled("IVT-10427") == "I V T, 1 0 4 2 7"
    assert spelled("10427") == "1 0 4 2 7"


def test_the_nights_in_the_docs_are_those_of_this_line() -> None:
    assert table() in DOCS.read_text("utf-8"), f"docs/phone-line.md is to hold:\n{table()}"
    assert len(NIGHTS) == 8
