"""The one way to change tickets: all of it or nothing, for one or for many."""

import pytest
from django.db import transaction

from tests.rooms.conftest import Opens, kinds_of
from tests.rooms.ledger.tampering import run
from tests.rooms.promises.flood import flood
from tests.times import NOON, eastern
from troth.core.facts.kinds import Assigned, Note
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import entries_of, faults, locked
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.models import StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.promises.story import stories
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Sending, Ticket

LATER = eastern("2026-03-02 12:30")


def test_many_tickets_are_changed_in_one_transaction(policy: None, ines: User) -> None:
    numbers = flood(30, NOON)
    with transaction.atomic():
        changes = [
            Change(story, [Draft(Assigned(ines.pk), by=ines.by)])
            for story in stories(locked(numbers).values())
        ]
        commit_many(changes, at=LATER)

    found = entries_of(numbers)
    assert all([e.fact.kind for e in found[n]][-1] == "assigned" for n in numbers)
    assert not list(differences())
    assert not list(faults())


def test_one_refused_fact_leaves_every_ticket_as_it_was(policy: None, ines: User) -> None:
    numbers = flood(3, NOON)
    told = stories(locked(numbers).values())
    changes = [
        Change(told[0], [Draft(Assigned(ines.pk), by=ines.by)]),
        Change(told[1], [Draft(Note("00"), by=ines.by, at=NOON)]),
    ]
    with pytest.raises(Refused, match="earlier time"), transaction.atomic():
        commit_many(changes, at=LATER)

    assert all(len(found) == 2 for found in entries_of(numbers).values())
    assert not list(differences())


def test_a_report_that_is_refused_leaves_neither_a_ticket_nor_a_message(opens: Opens) -> None:
    with pytest.raises(Refused):
        opens(channel="phone", reported_at=LATER)

    assert Sending.objects.count() == 0
    assert Ticket.objects.count() == 0


def test_a_stored_promise_that_somebody_moved_is_found(ticket: Ticket) -> None:
    assert not list(differences())
    StoredPromise.objects.filter(chain_id=ticket.number).update(due_at=LATER)

    (said,) = differences()
    assert f"#{ticket.number} response" in said
    assert "due_at" in said


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        pytest.param("DELETE FROM promises_storedpromise", "is not stored", id="taken-out"),
        pytest.param(
            "UPDATE promises_storedpromise SET made_by = 2", "no fact made it", id="moved"
        ),
        pytest.param("UPDATE promises_standing SET severity = '1'", "severity", id="severity"),
        pytest.param("UPDATE promises_standing SET in_queue = false", "in_queue", id="hidden"),
        pytest.param("UPDATE promises_standing SET next_act_at = NULL", "watch", id="unwatched"),
    ],
)
def test_rows_that_do_not_say_what_the_facts_say_are_found(
    ticket: Ticket, sql: str, said: str
) -> None:
    run(sql)

    assert any(said in line for line in differences())


def test_opening_asks_for_the_receipt_in_the_same_transaction(ticket: Ticket) -> None:
    receipt = Sending.objects.get(ticket=ticket)
    assert (receipt.position, receipt.next_try_at) == (3, ticket.opened_at)
    assert kinds_of(ticket)[2] == "message_out"
