"""A call to the support line: whatever a caller gives is kept, and nothing happens twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.rooms.conftest import kinds_of
from tests.rooms.urgent.conftest import NIGHT, rota, team
from tests.times import NOON
from troth.core.line.verbs import Ask, Leave, Record, Ring, Say, Turn
from troth.domain.accounts.models import User
from troth.domain.calls import queries
from troth.domain.calls.actions import Said, answer, begin, end, go_on, issue
from troth.domain.calls.models import PhoneCall
from troth.domain.customers.models import Address, Customer, Person
from troth.domain.ledger.queries import entries
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import Report

__all__ = ["rota", "team"]
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("policy")


def heard(turn: Turn) -> str:
    return " ".join(verb.text for verb in turn.verbs if isinstance(verb, Say | Ask))


def test_the_key_for_urgent_care_opens_a_ticket_and_pages_at_that_press(
    rota: dict[str, User],
) -> None:
    begin("CA1", "+12125550199", at=NIGHT)

    turn = go_on("CA1", "urgent", Said("1"), at=NIGHT + timedelta(seconds=20))

    ticket = Ticket.objects.get()
    assert isinstance(turn.verbs[0], Ask)
    assert ticket.standing.severity == "1"
    assert ticket.opened_at == NIGHT  # counted from the moment of the call
    assert kinds_of(ticket)[-2:] == ["paged", "page_attempted"]


def test_a_request_that_comes_again_changes_nothing_and_hears_the_same(
    rota: dict[str, User],
) -> None:
    first = begin("CA1", "+12125550199", at=NIGHT)
    assert begin("CA1", "+12125550199", at=NIGHT + MINUTE) == first

    pressed = [go_on("CA1", "urgent", Said("1"), at=NIGHT + MINUTE) for _ in range(3)]
    go_on("CA1", "urgent", Said(""), at=NIGHT + 2 * MINUTE)  # a late echo without the key

    assert pressed[0] == pressed[1] == pressed[2]
    ticket = Ticket.objects.get()
    assert kinds_of(ticket).count("paged") == 1


def test_what_the_caller_says_is_kept_and_fetched(
    rota: dict[str, User], asked: Callable[[], list[tuple[str, dict[str, Any]]]]
) -> None:
    begin("CA1", "", at=NIGHT)
    go_on("CA1", "urgent", Said("1"), at=NIGHT)
    turn = go_on("CA1", "urgent contract", Said("1040"), at=NIGHT)
    assert isinstance(turn.verbs[-1], Record)

    said = Said(recording="https://provider.example/r1", seconds=12, can_ring=True)
    turn = go_on("CA1", "description", said, at=NIGHT)

    assert isinstance(turn.verbs[-1], Ring)
    assert [name for name, _ in asked()].count("phone.fetch") == 1
    call = PhoneCall.objects.get()
    assert (call.contract, call.recordings.get().seconds) == ("1040", 12)


def test_a_message_outside_hours_is_a_ticket_whose_number_is_said(rota: object) -> None:
    begin("CA1", "+12125550199", at=NIGHT)
    go_on("CA1", "urgent", Said(""), at=NIGHT)

    turn = go_on("CA1", "message", Said(recording="https://p.example/r", seconds=9), at=NIGHT)

    ticket = Ticket.objects.get()
    assert " ".join(str(ticket.number)) in heard(turn)
    assert isinstance(turn.verbs[-1], Leave)
    assert ticket.standing.severity == "3"
    assert "paged" not in kinds_of(ticket)


@pytest.mark.parametrize(
    ("steps", "tickets", "missed"),
    [
        pytest.param([], 0, 1, id="at-once"),
        pytest.param([("contract", Said("1040"))], 1, 0, id="after-the-contract"),
        pytest.param([("contract", Said(""))], 0, 1, id="without-one"),
        pytest.param(
            [("contract", Said("")), ("message", Said(recording="u"))], 1, 0, id="after-a-message"
        ),
    ],
)
def test_whoever_hangs_up_leaves_what_they_gave(
    steps: list[tuple[Any, Said]], tickets: int, missed: int
) -> None:
    begin("CA1", "+12125550199", at=NOON)
    for step, said in steps:
        go_on("CA1", step, said, at=NOON)

    for _ in range(2):
        end("CA1", at=NOON + MINUTE)

    assert (Ticket.objects.count(), queries.missed().count()) == (tickets, missed)
    if tickets:
        assert kinds_of(Ticket.objects.get()).count("call") == 1


def test_a_step_whose_call_nobody_heard_begin_is_taken_all_the_same(rota: object) -> None:
    go_on("CA9", "urgent", Said("1"), at=NIGHT)

    assert "paged" in kinds_of(Ticket.objects.get())


def test_a_number_that_is_known_says_who_it_probably_is_and_proves_nothing(rota: object) -> None:
    acme = Customer.objects.create(name="Acme")
    mara = Person.objects.create(name="Mara Lind", customer=acme)
    Address.objects.create(person=mara, kind="phone", value="+37120000001")

    begin("CA1", "+371 20 000 001", at=NIGHT)
    go_on("CA1", "urgent", Said("1"), at=NIGHT)

    call = PhoneCall.objects.get()
    assert call.person == mara
    assert call.ticket is not None
    assert call.ticket.reporter is None


def test_an_agent_issues_the_ticket_while_the_caller_is_on_the_phone(ines: User) -> None:
    begin("CA1", "", at=NOON)
    go_on("CA1", "contract", Said("", can_ring=True), at=NOON)
    assert answer("CA1", ines, at=NOON + MINUTE)
    call = PhoneCall.objects.get()
    report = Report(channel="phone", key="call CA1", subject="Sound is missing", text="No sound.")

    ticket = issue(call, report, by=ines, at=NOON + 2 * MINUTE)
    again = issue(call, report, by=ines, at=NOON + 3 * MINUTE)
    end("CA1", at=NOON + 5 * MINUTE)

    assert again == ticket
    assert kinds_of(ticket)[-1] == "call"
    last = entries(ticket.number)[-1].fact
    assert last.reporting  # type: ignore[union-attr]  # the call that reports is no answer
    assert ticket.standing.next_what == "response"


def test_only_the_first_agent_has_a_call(ines: User) -> None:
    rui = User.objects.create_user("rui@ivt.example", "Rui")
    begin("CA1", "", at=NOON)

    assert answer("CA1", ines, at=NOON)
    assert not answer("CA1", rui, at=NOON)
    assert answer("CA1", ines, at=NOON)
