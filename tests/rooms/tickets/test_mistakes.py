"""A severity assigned by a slip is taken back: what stood before it stands again."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON, eastern
from troth.core.facts.kinds import Corrected
from troth.domain.accounts.models import User
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused
from troth.domain.tickets.actions.triage import take_back, triage
from troth.domain.tickets.models import Ticket
from troth.interfaces.channels.mail.letters import letter_of

SOON = NOON + timedelta(minutes=2)


def assign(ticket: Ticket, severity: str, by: User) -> None:
    triage(ticket.number, severity=severity, reason="As told.", seen=seen(ticket), by=by, at=SOON)


def undo(ticket: Ticket, by: User, reason: str = "Clicked the wrong one.") -> None:
    take_back(ticket.number, reason=reason, seen=seen(ticket), by=by, at=SOON)


def due(ticket: Ticket) -> object:
    return StoredPromise.objects.get(chain_id=ticket.number, what="response").due_at


def test_the_promise_that_stood_before_stands_again(ticket: Ticket, ines: User) -> None:
    was = due(ticket)
    assign(ticket, "1", ines)
    assert due(ticket) == eastern("2026-03-02 14:02")

    undo(ticket, ines)

    stands = Standing.objects.get(pk=ticket.number)
    assert (stands.severity, stands.triaged) == ("2", False)
    assert due(ticket) == was
    undone = last(ticket, "corrected").fact
    assert isinstance(undone, Corrected)
    assert undone.entry == last(ticket, "severity_set").position
    assert list(differences()) == []


def test_the_severity_assigned_before_the_slip_counts_again(ticket: Ticket, ines: User) -> None:
    assign(ticket, "3", ines)
    assign(ticket, "1", ines)

    undo(ticket, ines)

    stands = Standing.objects.get(pk=ticket.number)
    assert (stands.severity, stands.triaged) == ("3", True)
    assert list(differences()) == []


def test_the_customer_is_told(ticket: Ticket, ines: User) -> None:
    assign(ticket, "1", ines)
    undo(ticket, ines)

    text = letter_of(sent(ticket), at=SOON).text
    assert "was a mistake" in text
    assert "it counts as Severity 2 until our staff have assigned a severity" in text
    assert "The reason: Clicked the wrong one." in text


def test_each_slip_can_be_taken_back_once(ticket: Ticket, ines: User) -> None:
    assign(ticket, "1", ines)
    undo(ticket, ines)

    with pytest.raises(Refused, match="Nobody has assigned"):
        undo(ticket, ines)
    assert kinds_of(ticket).count("corrected") == 1


def test_a_slip_without_a_reason_stays(ticket: Ticket, ines: User) -> None:
    assign(ticket, "1", ines)
    with pytest.raises(Refused, match="Say what was wrong"):
        undo(ticket, ines, reason=" ")


def test_a_report_that_is_held_has_no_severity_to_take_back(opens: Opens, ines: User) -> None:
    with pytest.raises(Refused, match="held"):
        undo(opens(held="Nobody could read it."), ines)
