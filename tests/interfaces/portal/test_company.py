"""A customer's administrator names and removes people, within the contract's limits."""

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import REPORT
from tests.interfaces.portal.people import EVE, MARA, NOA, make, signed_in
from tests.rooms.contracts.agreed import checks, contract, somebody
from troth.domain.contracts import agreeing
from troth.domain.contracts.agreeing import Terms
from troth.domain.customers.actions import identity
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for
from troth.interfaces.now import now


@pytest.fixture
def mara(client: Client, policy: None) -> Client:
    """Mara looks after Acme's contract, which may name two people and names her."""
    made = contract()
    checks()
    person = somebody(MARA)
    at = now()
    terms = Terms(most_people=2, changes_a_year=1, administrator=person.pk)
    agreeing.change(made.pk, terms, begins=at, by="shell", at=at, why="A new term.")
    return signed_in(MARA)


def test_the_administrator_adds_a_colleague_who_reports_within_the_limits(mara: Client) -> None:
    page = mara.get("/company").content.decode()
    assert "1 of at most 2 people are named." in page
    assert "My company" in page
    added = mara.post("/company", {"do": "add", "email": NOA, "name": "Noa"}, follow=True)
    assert "Noa may ask for support from now on." in added.content.decode()
    signed_in(NOA).post("/report", {**REPORT, "email": NOA})
    assert not Ticket.objects.select_related("standing").get().standing.held

    refused = mara.post("/company", {"do": "add", "email": "lars@acme.example"})
    assert refused.status_code == 422
    assert "may name 2 people" in refused.content.decode()
    assert not Person.objects.filter(addresses__value="lars@acme.example").exists()


def test_removal_ends_session_and_link_and_the_tickets_stay(mara: Client) -> None:
    mara.post("/company", {"do": "add", "email": NOA, "name": "Noa"})
    noa = signed_in(NOA)
    noa.post("/report", {**REPORT, "email": NOA, "subject": "It is down"})
    ticket, person = Ticket.objects.get(), Person.objects.get(addresses__value=NOA)
    link = f"/t/{token_for(ticket, person.pk)}"
    assert noa.get(link).status_code == 200

    mara.post("/company", {"do": "leave", "person": person.pk})

    assert noa.get("/tickets").status_code == 302
    assert noa.get(link).status_code == 404
    assert identity(NOA) is None
    assert "It is down" in mara.get("/tickets").content.decode()


def test_a_strangers_own_tickets_are_not_taken_over(mara: Client, client: Client) -> None:
    client.post("/report", {**REPORT, "email": "zoe@private.example", "subject": "My secret"})
    answer = mara.post("/company", {"do": "add", "email": "zoe@private.example"})

    assert "This address cannot be added" in answer.content.decode()
    assert "My secret" not in mara.get("/tickets").content.decode()


def test_nobody_else_has_the_page_and_others_people_are_out_of_reach(mara: Client) -> None:
    eve = make(EVE, "Eve Hart", "Elsewhere")
    mara.post("/company", {"do": "add", "email": NOA, "name": "Noa"})
    assert signed_in(NOA).get("/company").status_code == 404
    assert signed_in(EVE).get("/company").status_code == 404

    for said in ({"do": "leave", "person": eve.pk}, {"do": "add", "email": EVE}):
        answer = mara.post("/company", said)
        assert answer.status_code == 422
        assert "Elsewhere" not in answer.content.decode()
    eve.refresh_from_db()
    assert eve.left_at is None
