"""What the sender of a held report is told: names of nobody, unless the policy says so."""

import pytest

from tests.rooms.conftest import FOUNDING, Opens
from tests.rooms.contracts.agreed import checks, contract, somebody
from tests.times import NOON, eastern
from troth.domain.contracts.actions import publish
from troth.domain.contracts.agreeing import Terms, begin
from troth.domain.contracts.naming import leave, unname
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Customer, Person
from troth.domain.tickets.actions import intake
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report
from troth.interfaces.channels.mail.letters import letter_of

LARS = "lars@acme.example"
HELD = 'if_not = "hold, tell the sender, staff decide"\n'


def notice(ticket: Ticket) -> str:
    return letter_of(Sending.objects.get(ticket=ticket), at=NOON).text


@pytest.fixture
def names(db: None) -> None:
    """A policy by which a held sender is told who is authorised."""
    text = FOUNDING.read_text()
    assert HELD in text
    who = 'notice = "what is missing and who is authorised"\n'
    publish(text.replace(HELD, HELD + who), by="the tests", at=eastern("2026-01-05 09:00"))


def acme() -> None:
    """Acme's contract names Mara and Noa."""
    made = contract("C-1040", "mara@acme.example", "noa@acme.example")
    for name in ("mara", "noa"):
        Person.objects.filter(addresses__value=f"{name}@acme.example").update(name=name.title())
    checks()
    noa = Person.objects.get(name="Noa")
    unname(made.pk, noa.pk, by="shell", at=eastern("2026-03-01 09:00"))


def test_a_notice_names_nobody_by_default(policy: None, opens: Opens) -> None:
    acme()
    said = notice(opens(email=LARS, name="Lars Holm"))
    assert "we do not know this address" in said
    assert "Mara" not in said


def test_where_the_policy_says_so_it_names_whom_the_contract_names(names: None) -> None:
    acme()
    ticket = _report(LARS)
    assert "Authorised support users at your company are Mara: they may" in notice(ticket)
    assert "Noa" not in notice(ticket)


@pytest.mark.parametrize("email", ["eve@elsewhere.example", "lars@gmail.com"])
def test_it_names_nobody_to_anybody_else(names: None, email: str) -> None:
    acme()
    assert "Mara" not in notice(_report(email))


def test_it_names_nobody_to_whoever_left(names: None) -> None:
    acme()
    lars = somebody(LARS)
    leave(lars.pk, by="shell", at=eastern("2026-03-01 09:00"))
    said = notice(_report(LARS))
    assert "this address is no longer one of a customer's authorised support users" in said
    assert "Mara" not in said
    assert "/t/" not in said, "a link that leads nowhere any more is not sent"


def test_it_names_nobody_where_two_companies_share_a_domain(names: None) -> None:
    acme()
    belong(email="bo@acme.example", company="Acme Broadcast", name="Bo", by="shell", at=NOON)
    customer = Customer.objects.get(name="Acme Broadcast")
    begin("C-2", customer, Terms(), begins=eastern("2026-01-05 09:00"), ends=None, by="s", at=NOON)
    assert "Mara" not in notice(_report(LARS))


def _report(email: str) -> Ticket:
    report = Report(channel="mail", key=email, email=email, name="L", subject="Down", text="It is.")
    return intake.take_in(report, at=NOON).ticket
