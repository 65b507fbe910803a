"""Two companies' people, and how one of them signs in."""

from django.test import Client

from tests.interfaces.portal.conftest import words
from troth.domain.accounts.models import CodeLetter, User
from troth.domain.customers.actions import identity
from troth.domain.customers.models import Address, Customer, Person
from troth.interfaces.channels.mail import outbox
from troth.interfaces.worker import codes

MARA, NOA, EVE = "mara@acme.example", "noa@acme.example", "eve@elsewhere.example"


def make(email: str, name: str, company: str) -> Person:
    """Make somebody of a company, which is made with its first."""
    customer, _ = Customer.objects.get_or_create(name=company)
    person = Person.objects.create(name=name, company=company, customer=customer)
    Address.objects.create(person=person, value=email)
    return person


def signed_in(email: str) -> Client:
    """Return a browser in which whoever has this address has signed in."""
    user = identity(email)
    assert isinstance(user, User)
    client = Client()
    client.force_login(user)
    return client


def mail() -> list[str]:
    """Let the worker mail the codes asked for; return whom mail went to, newest first."""
    for letter in CodeLetter.objects.order_by("pk"):
        codes.send(letter.pk)
    return [one.to for one in outbox.listing()]


def newest_code() -> str:
    """Return the code in the newest mail of the outbox."""
    return outbox.listing()[0].text.split()[0]


def ask(client: Client, email: str) -> str:
    """Ask for a code; return what the page after it says, without the address."""
    answer = client.post("/sign-in", {"email": email}, follow=True)
    assert answer.redirect_chain == [("/sign-in/code", 302)]
    return words(answer.content).replace(email, "ADDRESS")
