"""Facts stand for ever, so no mail address is in any: contents hold them, and can be erased."""

import pytest

from tests.rooms.conftest import Opens, last, sent
from tests.times import NOON
from troth.domain.ledger.models import Entry
from troth.domain.tickets.actions import delivery
from troth.domain.tickets.models import Sending, Ticket

SERVERS_SAY = (
    "550 5.1.1 <mara@acme.example>: Recipient address rejected",
    "550 Mara@Acme.example unknown (forwarded to mara.private@mail.example)",
    "given up after 130 tries: 452 4.2.2 mara@acme.example over quota",
)


@pytest.mark.parametrize("why", SERVERS_SAY)
def test_a_bounce_names_nobody_in_the_ledger(ticket: Ticket, why: str) -> None:
    delivery.bounced(ticket.number, sent(ticket).position, why=why, at=NOON)

    assert "…" in last(ticket, "message_bounced").fact.why  # type: ignore[union-attr]
    assert not Entry.objects.filter(facts__icontains="@").exists()
    assert Sending.objects.get(ticket=ticket).last_error == why, "staff may see it beside"


def test_a_held_mail_names_nobody_in_the_ledger(opens: Opens) -> None:
    opens(held="This mail waits for staff: mara@acme.example and eve@x.example both sign it.")

    assert not Entry.objects.filter(facts__icontains="@").exists()
