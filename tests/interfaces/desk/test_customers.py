"""Customers on the desk: entered, their people named, their contracts agreed on and ended."""

import pytest
from django.test import Client

from tests.rooms.conftest import Opens
from tests.rooms.contracts.agreed import contract, somebody
from troth.domain.contracts import queries
from troth.domain.contracts.models import Contract
from troth.domain.customers.models import Customer
from troth.interfaces.now import now

pytestmark = pytest.mark.usefixtures("policy")


def go(agent: Client, address: str, **said: object) -> str:
    return str(agent.post(f"/desk/{address}", said, follow=True).content.decode())


def test_a_customer_is_entered_with_people_and_a_contract_that_names_them(agent: Client) -> None:
    assert "Contracts are not checked" in agent.get("/desk/customers").content.decode()
    go(agent, "customers", name="Acme")
    acme = Customer.objects.get(name="Acme")
    go(agent, f"customers/{acme.pk}/people", email="mara@acme.example", name="Mara Lind")
    terms = {"begins": "2026-01-01", "last": "2026-12-31", "most_people": "5"}
    page = go(agent, f"customers/{acme.pk}/contracts", number="C-1040", **terms)

    assert "in force" in page
    assert "until 31 Dec 2026" in page
    made, mara = Contract.objects.get(), acme.people.get()
    page = go(agent, f"people/{mara.pk}", do="name", contract=made.pk)
    assert "names 1 of at most 5 people" in page
    assert "named in C-1040" in page
    page = go(agent, "customers/checking", checks="yes")
    assert "Reports are checked against contracts" in page
    assert queries.checking(now())


def test_what_is_refused_stands_on_the_page_with_what_was_typed(agent: Client) -> None:
    contract()
    acme = Customer.objects.get(name="Acme")
    page = go(agent, f"customers/{acme.pk}/contracts", number="C-1040", begins="2026-01-01")

    assert "C-1040 exists already" in page
    assert 'value="C-1040"' in page
    page = go(agent, f"customers/{acme.pk}/contracts", number="C-2", begins="some day")
    assert "Give the days as the calendar does" in page


def test_a_contract_changes_is_renewed_and_ends_and_the_page_tells_when(agent: Client) -> None:
    made = contract()
    change = {"begins": "2026-03-02", "most_people": "1", "why": "A smaller plan."}
    page = go(agent, f"contracts/{made.pk}", do="change", **change)
    assert "names 1 of at most 1 people" in page
    assert "A smaller plan." in page
    page = go(agent, f"contracts/{made.pk}", do="renew", begins="2026-06-01")
    assert "two terms never overlap" in page
    page = go(agent, f"contracts/{made.pk}", do="renew", begins="2027-01-06", last="2027-12-31")
    assert "6 Jan 2027 to 31 Dec 2027" in page
    page = go(agent, f"contracts/{made.pk}", do="end", begins="2026-03-02", why="They moved.")
    assert "ended on 2 Mar 2026" in page


def test_whoever_left_is_named_nowhere_and_may_come_back(agent: Client, opens: Opens) -> None:
    contract()
    mara = somebody("mara@acme.example")
    ticket = opens(email="mara@acme.example")
    page = go(agent, f"people/{mara.pk}", do="leave")

    assert "left on 2 Mar 2026" in page
    assert "named in C-1040" not in page
    assert ticket.ref in page
    assert "left on" not in go(agent, f"people/{mara.pk}", do="back")


def test_the_ticket_leads_to_its_customer(agent: Client, opens: Opens) -> None:
    mara = somebody("mara@acme.example")
    ticket = opens(email="mara@acme.example")
    page = agent.get(f"/desk/tickets/{ticket.number}").content.decode()

    assert f'href="/desk/customers/{mara.customer_id}"' in page
