"""Bringing in a colleague: who may be, what they get, and when it ends."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.conftest import kinds_of, seen, sent
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.actions import identity
from troth.domain.customers.models import Address, Customer, Person
from troth.domain.refusal import Missing, Refused
from troth.domain.tickets import participants, queries
from troth.domain.tickets.actions import colleagues, conversation, delivery
from troth.domain.tickets.models import Ticket

Asked = Callable[[], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def acme(ticket: Ticket) -> Customer:
    """The company that Mara, who reported the ticket, is known to belong to."""
    customer = Customer.objects.create(name="Acme")
    assert ticket.reporter is not None
    Person.objects.filter(pk=ticket.reporter.pk).update(customer=customer)
    return customer


@pytest.fixture
def mara(acme: Customer) -> User:
    """Mara, signed in."""
    user = identity("mara@acme.example")
    assert user is not None
    return user


def somebody(email: str, customer: Customer | None) -> Person:
    person = Person.objects.create(name=email.partition("@")[0].title(), customer=customer)
    Address.objects.create(person=person, value=email)
    return person


def test_a_known_colleague_is_added_once_and_told(
    ticket: Ticket, mara: User, acme: Customer
) -> None:
    noa = somebody("noa@elsewhere.example", acme)
    for _ in range(2):
        colleagues.add(ticket.number, email="Noa@Elsewhere.example", by=mara, at=NOON)

    assert kinds_of(ticket).count("colleague_added") == 1
    assert [one.pk for one in participants.colleagues(ticket)] == [noa.pk]
    assert sent(ticket).to == "noa@elsewhere.example"


def test_a_new_address_at_the_same_mail_domain_becomes_somebody_of_the_company(
    ticket: Ticket, mara: User, acme: Customer
) -> None:
    person = colleagues.add(ticket.number, email="lars@acme.example", by=mara, at=NOON)

    assert person.customer == acme
    user = identity("lars@acme.example")
    assert user is not None
    assert queries.own_ticket(user, ticket.number) == ticket


def test_nobody_else_can_be_added_and_the_refusal_tells_of_nobody(
    ticket: Ticket, mara: User, ines: User
) -> None:
    somebody("eve@acme.example", Customer.objects.create(name="Elsewhere"))
    said = set()
    for email in ("eve@acme.example", "nobody@gmail.com", "new@elsewhere.example", ines.email):
        with pytest.raises(Refused) as refused:
            colleagues.add(ticket.number, email=email, by=mara, at=NOON)
        said.add(refused.value.say)

    assert said == {colleagues.NOT_YOURS}
    assert "colleague_added" not in kinds_of(ticket)


def test_sharing_a_mail_domain_that_is_everybodys_makes_nobody_a_colleague(
    ticket: Ticket, mara: User
) -> None:
    Address.objects.filter(person=mara.person).update(value="mara@gmail.com")

    with pytest.raises(Refused, match="Only somebody of your company"):
        colleagues.add(ticket.number, email="eve@gmail.com", by=mara, at=NOON)


def test_who_may_not_see_a_ticket_adds_nobody_to_it(ticket: Ticket, acme: Customer) -> None:
    somebody("eve@elsewhere.example", Customer.objects.create(name="Elsewhere"))
    eve = identity("eve@elsewhere.example")
    assert eve is not None

    with pytest.raises(Missing):
        colleagues.add(ticket.number, email="x@elsewhere.example", by=eve, at=NOON)


def test_a_colleague_gets_copies_and_their_mail_joins_the_ticket(
    ticket: Ticket, mara: User, acme: Customer, ines: User, asked: Asked
) -> None:
    noa = somebody("noa@acme.example", acme)
    colleagues.add(ticket.number, email="noa@acme.example", by=mara, at=NOON)
    conversation.reply(ticket.number, text="We look.", seen=seen(ticket), by=ines, at=NOON)
    reply = sent(ticket)

    delivery.accepted(ticket.number, reply.position, at=NOON)

    copy = {"ticket": ticket.number, "position": reply.position, "person": noa.pk}
    assert ("mail.copy", copy) in asked()
    assert participants.takes_part(ticket, noa.pk)


def test_a_colleague_who_leaves_the_company_is_out_at_once(
    ticket: Ticket, mara: User, acme: Customer
) -> None:
    noa = somebody("noa@acme.example", acme)
    colleagues.add(ticket.number, email="noa@acme.example", by=mara, at=NOON)
    token = participants.token_for(ticket, noa.pk)
    assert participants.by_token(token) == (ticket, noa.pk)
    Person.objects.filter(pk=noa.pk).update(customer=None)

    assert participants.by_token(token) is None
    assert participants.colleagues(ticket) == []


def test_a_company_s_name_that_somebody_claims_gives_them_nothing(
    ticket: Ticket, acme: Customer
) -> None:
    person = somebody("liar@gmail.com", None)
    Person.objects.filter(pk=person.pk).update(company="Acme")
    liar = identity("liar@gmail.com")
    assert liar is not None

    assert queries.own_ticket(liar, ticket.number) is None
    assert queries.customers_tickets(liar, only="all").tickets == []
