"""Held reports on the desk: why they wait, and how far an acceptance goes."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.rooms.conftest import Opens, seen
from tests.rooms.contracts.agreed import checks, contract
from tests.times import NOON
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket

LARS = "lars@acme.example"


def page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/desk/tickets/{ticket.number}").content.decode()


def accept(client: Client, ticket: Ticket, **said: str) -> str:
    form = {"seen": str(seen(ticket)), "email": LARS, "how": "once", **said}
    answer = client.post(f"/desk/tickets/{ticket.number}/acceptance", form, follow=True)
    return str(answer.content.decode())


def test_the_page_says_why_a_report_waits_and_offers_the_contract_of_its_domain(
    agent: Client, opens: Opens
) -> None:
    contract()
    checks()
    ticket = opens(email=LARS, suggested="1")
    shown = page(agent, ticket)

    assert "we know nobody by this address" in shown
    assert "Decide now" in shown
    assert 'value="C-1040"' in shown


def test_accepted_from_now_on_the_contract_names_them(agent: Client, opens: Opens) -> None:
    contract()
    checks()
    ticket = opens(email=LARS)
    assert "Say why this person is named" in accept(agent, ticket, how="named", contract="C-1040")
    accepted = accept(agent, ticket, how="named", contract="C-1040", why="Mara rang.")

    assert "Accepted as a ticket, and named in the contract" in accepted
    assert "Mara rang." in accepted
    assert Person.objects.get(addresses__value=LARS).customer is not None
    assert not opens(email=LARS, at=NOON + timedelta(hours=1)).standing.held


def test_a_contract_that_is_not_there_and_an_address_of_another_customer_are_refused(
    agent: Client, opens: Opens
) -> None:
    contract("C-1", "mara@acme.example")
    checks()
    ticket = opens(email=LARS)
    assert "There is no contract C-9" in accept(agent, ticket, contract="C-9")
    belong(email=LARS, company="Elsewhere", name="", by="shell", at=NOON)
    refused = accept(agent, ticket, contract="C-1")
    assert "This address belongs to Elsewhere, and contract C-1 is Acme" in refused


def test_a_declined_report_is_answered_by_mail(agent: Client, opens: Opens) -> None:
    checks()
    ticket = opens(email=LARS)
    form = {"seen": seen(ticket), "reason": "No customer.", "answer": "Please ask your vendor."}
    answer = agent.post(f"/desk/tickets/{ticket.number}/declining", form, follow=True)

    assert "Please ask your vendor." in answer.content.decode()


def test_a_held_mail_is_put_on_the_ticket_it_speaks_of_and_taken_out_again(
    agent: Client, opens: Opens
) -> None:
    ticket = opens()
    held = opens(subject=f"Re: [{ticket.ref}]", text="Still blank.", why="mx says nothing of it")
    shown = page(agent, held)
    assert f'It speaks of <a href="/desk/tickets/{ticket.pk}">{ticket.ref}</a>' in shown
    assert "Mara Lind’s, who takes part in it" in shown

    form = {"seen": seen(held), "ticket": ticket.ref, "whose": "sender"}
    joined = agent.post(f"/desk/tickets/{held.pk}/joining", form, follow=True).content.decode()
    assert f'This report is on <a href="/desk/tickets/{ticket.pk}">{ticket.ref}</a> now.' in joined
    there = page(agent, ticket)
    assert "Still blank." in there
    assert f"was held as {held.ref}" in there

    answer = agent.post(f"/desk/tickets/{held.pk}/separation", {"seen": seen(held)}, follow=True)
    assert "Accept as a ticket" in answer.content.decode()
    assert "Still blank." not in page(agent, ticket)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ticket": "", "whose": "staff"}, "Give the number of the ticket"),
        ({"ticket": "about five", "whose": "staff"}, "That is no ticket"),
        ({"ticket": "IVT-99999"}, "Say whose word it is."),
        ({"ticket": "IVT-99999", "whose": "staff"}, "There is no other ticket 99999"),
    ],
)
def test_a_joining_that_cannot_be_comes_back_with_its_reason(
    agent: Client, opens: Opens, said: dict[str, str], words: str
) -> None:
    held = opens(automatic=True)
    answer = agent.post(f"/desk/tickets/{held.pk}/joining", {"seen": seen(held), **said})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_contract_it_counts_by_stands_beside_the_number_they_typed(
    agent: Client, opens: Opens
) -> None:
    contract("C-1040")
    checks()
    typed = opens(email="mara@acme.example", channel="web", contract="C-77")
    same = opens(email="mara@acme.example", channel="web", contract=" c-1040 ")
    shown = page(agent, typed)
    assert "<dd>C-1040<" in shown
    assert "they gave C-77" in shown
    assert "they gave" not in page(agent, same)
    assert "C-9, as they say" in page(agent, opens(email=LARS, channel="web", contract="C-9"))
