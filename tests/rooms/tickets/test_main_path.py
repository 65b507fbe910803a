"""A ticket from report to decision, as the main job goes."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, patched, seen, sent
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.ledger import queries as ledger
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused, Stale
from troth.domain.tickets.actions import (
    closing,
    conversation,
    deciding,
    delivery,
    resolving,
    triage,
)
from troth.domain.tickets.models import Ticket

MINUTE = timedelta(minutes=1)


def stands(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("standing").get(pk=ticket.pk)


def test_a_report_becomes_a_ticket_with_a_promise(ticket: Ticket) -> None:
    standing = stands(ticket).standing

    assert ticket.number >= 10001
    assert ticket.ref == f"IVT-{ticket.number}"
    assert (standing.next_what, standing.next_due_at) == ("response", eastern("2026-03-02 16:00"))
    assert (standing.severity, standing.triaged) == ("2", False)


def test_the_main_job(ticket: Ticket, ines: User) -> None:
    number = ticket.number
    triage.triage(
        number, severity="1", reason="An outage.", seen=seen(ticket), by=ines, at=NOON + MINUTE
    )
    assert stands(ticket).standing.next_due_at == NOON + MINUTE + timedelta(hours=2)

    conversation.reply(number, text="We look.", seen=seen(ticket), by=ines, at=NOON + 2 * MINUTE)
    assert stands(ticket).standing.next_what == "response"
    delivery.accepted(number, sent(ticket).position, at=NOON + 3 * MINUTE)
    standing = stands(ticket).standing
    assert (standing.next_what, standing.next_due_at) == (
        "update",
        NOON + 3 * MINUTE + timedelta(hours=2),
    )

    with pytest.raises(Refused, match="resolution"):
        closing.close(number, reason="patch", patch="4.2.1", seen=seen(ticket), by=ines, at=NOON)
    resolving.resolve(
        number, how="fix", text="Install 4.2.1.", seen=seen(ticket), by=ines, at=NOON + 5 * MINUTE
    )
    with pytest.raises(Refused, match="has not reached the customer"):
        closing.close(number, reason="patch", patch="4.2.1", seen=seen(ticket), by=ines, at=NOON)
    delivery.accepted(number, sent(ticket).position, at=NOON + 6 * MINUTE)
    assert stands(ticket).standing.resolved
    with pytest.raises(Refused, match="No released patch"):
        closing.close(number, reason="patch", patch="4.2.1", seen=seen(ticket), by=ines, at=NOON)
    patched(ticket, "4.2.1", by=ines, at=NOON + 7 * MINUTE)
    with pytest.raises(Refused, match="version"):
        closing.close(number, reason="patch", seen=seen(ticket), by=ines, at=NOON + 7 * MINUTE)
    closing.close(
        number, reason="patch", patch="4.2.1", seen=seen(ticket), by=ines, at=NOON + 7 * MINUTE
    )
    assert stands(ticket).standing.next_due_at is None
    assert not stands(ticket).standing.in_queue

    wrote_at = NOON + timedelta(hours=1)
    conversation.customer_wrote(
        number,
        text="It is back.",
        attachments=(),
        key="k",
        person_id=ticket.reporter_id,
        at=wrote_at,
    )
    standing = stands(ticket).standing
    assert (standing.next_what, standing.next_due_at) == ("decision", wrote_at + timedelta(hours=4))
    deciding.reopen(number, seen=seen(ticket), by=ines, at=wrote_at + MINUTE)
    standing = stands(ticket).standing
    assert (standing.next_what, standing.next_due_at) == ("response", wrote_at + timedelta(hours=2))
    assert not list(differences())
    assert not list(ledger.faults())


def test_a_new_ticket_may_be_issued_instead(ticket: Ticket, ines: User) -> None:
    number = ticket.number
    resolving.resolve(number, how="workaround", text="Do.", seen=seen(ticket), by=ines, at=NOON)
    delivery.accepted(number, sent(ticket).position, at=NOON)
    closing.close(number, reason="no_code_change", seen=seen(ticket), by=ines, at=NOON)
    conversation.customer_wrote(
        number, text="And now?", attachments=(), key="k", person_id=ticket.reporter_id, at=NOON
    )

    new = deciding.issue_new(number, seen=seen(ticket), by=ines, at=NOON + timedelta(hours=5))

    assert stands(new).opened_at == NOON
    assert stands(new).standing.next_due_at == eastern("2026-03-02 16:00")
    assert "promise_broken" in kinds_of(new)
    assert last(new, "linked").fact.ticket == number  # type: ignore[union-attr]
    assert not stands(ticket).standing.undecided
    assert not list(differences())


def test_a_form_made_before_a_colleague_acted_is_stale(ticket: Ticket, ines: User) -> None:
    shown = seen(ticket)
    conversation.note(ticket.number, text="First.", seen=shown, by=ines, at=NOON)

    with pytest.raises(Stale, match="changed while you wrote"):
        conversation.reply(ticket.number, text="Second.", seen=shown, by=ines, at=NOON)


def test_the_same_arrival_twice_is_one_ticket(opens: Opens) -> None:
    assert opens(key="same").number == opens(key="same").number
    assert Ticket.objects.count() == 1
