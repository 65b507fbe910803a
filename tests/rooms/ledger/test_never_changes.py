"""The database itself refuses to change what happened."""

import pytest
from django.db import DatabaseError, transaction

from tests.rooms.ledger.tampering import run
from tests.times import NOON, eastern
from troth.domain.ledger.actions import anchor
from troth.domain.ledger.models import Anchor, Entry
from troth.domain.tickets.models import Ticket

NOW = "SET CONSTRAINTS ALL IMMEDIATE"


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_anchor", "contracts_edition"])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_database_refuses(ticket: Ticket, verb: str, table: str) -> None:
    anchor(eastern("2026-03-04 09:00"))
    run(NOW)
    statement = {
        "UPDATE": f"UPDATE {table} SET digest = digest",
        "DELETE": f"DELETE FROM {table}",
        "TRUNCATE": f"TRUNCATE {table} CASCADE",
    }[verb]

    with pytest.raises(DatabaseError, match=r"appended|never|refused"), transaction.atomic():
        run(statement)
    assert Entry.objects.count() == 3
    assert Anchor.objects.count() == 1


def test_the_guard_holds_even_where_nothing_would_change(ticket: Ticket) -> None:
    with pytest.raises(DatabaseError, match="UPDATE of ledger_entry"), transaction.atomic():
        Entry.objects.filter(chain_id=0).update(at=NOON)


def test_two_entries_of_one_ticket_never_share_a_position(ticket: Ticket) -> None:
    twin = Entry.objects.filter(chain_id=ticket.number).latest("position")
    twin.pk = None
    with pytest.raises(DatabaseError, match="entry_one_per_position"), transaction.atomic():
        twin.save(force_insert=True)


def test_an_entry_dated_after_it_was_recorded_is_refused_by_the_database(ticket: Ticket) -> None:
    entry = Entry.objects.filter(chain_id=ticket.number).latest("position")
    entry.pk, entry.position = None, 99
    entry.at = eastern("2026-03-02 12:01")
    with pytest.raises(DatabaseError, match="recorded_after_it_happened"), transaction.atomic():
        entry.save(force_insert=True)


def test_a_ticket_with_entries_cannot_be_deleted(ticket: Ticket) -> None:
    run(NOW)
    with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
        run("DELETE FROM ledger_chain WHERE id = %s", ticket.number)
