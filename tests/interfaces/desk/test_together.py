"""Merging, splitting and linking on the desk, and what the customer reads of it."""

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.times import NOON
from troth.domain.customers.models import Customer, Person
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for

Pair = tuple[Ticket, Ticket]


@pytest.fixture
def pair(opens: Opens) -> Pair:
    """Two tickets of two people of one customer."""
    found = opens(email="noa@acme.example", name="Noa Berg"), opens(subject="The same trouble")
    acme = Customer.objects.create(name="Acme")
    Person.objects.filter(pk__in=[one.reporter_id for one in found]).update(customer=acme)
    return found


def do(agent: Client, ticket: Ticket, **said: object) -> int:
    form = {"seen": str(seen(ticket)), **said}
    return agent.post(f"/desk/tickets/{ticket.number}/together", form).status_code


def test_merging_is_seen_before_it_is_done_and_can_be_undone(agent: Client, pair: Pair) -> None:
    this, other = pair
    page = f"/desk/tickets/{this.number}/together"
    look = words(agent.get(f"{page}?with={other.ref}").content)
    assert f"{this.ref} goes on in {other.ref}" in look
    assert "Response due" in look
    assert "Noa Berg takes part there" in look
    assert do(agent, this, do="merge", other="IVT-999999") == 422

    assert do(agent, this, do="merge", other=other.ref) == 302

    there = words(agent.get(f"/desk/tickets/{other.number}").content)
    assert f"{this.ref} goes on here" in there
    assert "Took in" in there
    assert "Merged" in words(agent.get(f"/desk/tickets/{this.number}").content)
    assert do(agent, this, do="part") == 302
    assert kinds_of(this)[-1] == "corrected"


def test_the_customer_is_led_to_where_it_goes_on(agent: Client, pair: Pair) -> None:
    this, other = pair
    do(agent, this, do="merge", other=str(other.number))

    old = Client().get(f"/t/{token_for(this)}")
    led = f"/t/{token_for(other, this.reporter_id)}"

    assert led in old.content.decode()
    assert f"This goes on in your ticket {other.number}" in words(old.content)
    assert "Write to us about" not in words(old.content)
    assert f"Your ticket {this.number} goes on here" in words(Client().get(led).content)


def test_links_are_told_on_both_and_taken_back(agent: Client, pair: Pair) -> None:
    this, other = pair
    assert do(agent, this, do="link", other=other.ref, how="blocks") == 302
    assert "Blocked by" in words(agent.get(f"/desk/tickets/{other.number}").content)
    assert do(agent, this, do="link", other=other.ref, how="eats") == 422

    assert do(agent, other, do="unlink", other=this.ref, how="blocked by") == 302

    assert "No longer: blocks" in words(agent.get(f"/desk/tickets/{this.number}/history").content)


def test_words_are_split_off_and_put_back(agent: Client, pair: Pair) -> None:
    this, _ = pair
    conversation.customer_wrote(
        this.number, text="And invoices are wrong.", attachments=(), key="w",
        person_id=this.reporter_id, at=NOON,
    )  # fmt: skip
    page = words(agent.get(f"/desk/tickets/{this.number}/together").content)
    assert "And invoices are wrong." in page
    said = {"do": "split", "message": str(seen(this))}
    assert do(agent, this, **said) == 422

    assert do(agent, this, **said, subject="Invoices") == 302

    new = Ticket.objects.get(subject="Invoices")
    assert last(this, "split_off").fact.kind == "split_off"
    assert "Split from" in words(agent.get(f"/desk/tickets/{new.number}").content)
    assert do(agent, new, do="put back") == 302
    assert "And invoices are wrong." in words(
        agent.get(f"/desk/tickets/{this.number}/together").content
    )


def test_another_customers_ticket_is_not_shown_there(
    agent: Client, pair: Pair, opens: Opens
) -> None:
    theirs = opens(email="eve@elsewhere.example", name="Eve Hart", subject="A secret project")

    look = agent.get(f"/desk/tickets/{pair[0].number}/together?with={theirs.ref}")

    assert "is not this customer" in words(look.content)
    assert "secret" not in look.content.decode()
    assert do(agent, pair[0], do="merge", other=theirs.ref) == 422
