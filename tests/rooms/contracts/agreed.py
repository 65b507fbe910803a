"""A contract of Acme's that names Mara, on a desk that checks."""

from datetime import datetime

from tests.times import eastern
from troth.domain.contracts import agreeing, naming
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.models import Contract
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Person

BEGINS, ENDS = eastern("2026-01-05 09:00"), eastern("2027-01-05 09:00")


def somebody(email: str, company: str = "Acme") -> Person:
    """One of a company's people."""
    return belong(email=email, company=company, name="", by="shell", at=BEGINS)


def contract(
    number: str = "C-1040",
    *people: str,
    terms: Terms | None = None,
    ends: datetime | None = ENDS,
) -> Contract:
    """A contract of Acme's for 2026 that names these people."""
    known = [somebody(one) for one in people or ("mara@acme.example",)]
    customer = known[0].customer
    assert customer is not None
    made = agreeing.begin(
        number, customer, terms or Terms(), begins=BEGINS, ends=ends, by="shell", at=BEGINS
    )
    for person in known:
        naming.name(made.pk, person.pk, by="shell", at=BEGINS)
    return made


def checks() -> None:
    naming.check(checks=True, by="shell", at=BEGINS)
