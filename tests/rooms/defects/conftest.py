"""A desk with a defect that tickets of several customers wait for."""

from collections.abc import Callable

import pytest

from tests.rooms.conftest import Opens, flushing_passes_the_guards, ines, opens, policy, ticket
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.models import Customer
from troth.domain.defects.actions import linking, recording, telling
from troth.domain.defects.models import Announcement, Defect
from troth.domain.tickets.models import Ticket

__all__ = ["flushing_passes_the_guards", "ines", "opens", "policy", "ticket"]

Waits = Callable[..., Ticket]


@pytest.fixture
def defect(ines: User) -> Defect:
    return recording.enter(title="Captions lag behind", component="Captions", by=ines, at=NOON)


@pytest.fixture
def waits(opens: Opens, ines: User, defect: Defect) -> Waits:
    """Open a ticket of a customer of its own that waits for the defect: `waits("Globex")`."""

    def _waits(company: str, *, of: Defect = defect, **said: str) -> Ticket:
        name = said.pop("name", f"Person of {company}")
        email = said.pop("email", f"{company.lower()}@customer.example")
        found = opens(email=email, name=name, company=company, subject="Lag", **said)
        customer, _ = Customer.objects.get_or_create(name=company)
        assert found.reporter is not None
        found.reporter.customer = customer
        found.reporter.save()
        linking.link(found.number, of.pk, seen=None, by=ines, at=NOON)
        return found

    return _waits


def tell_all(announcement: Announcement, chunk: int = telling.CHUNK) -> int:
    """Tell an announcement to the end, as the worker does; return in how many transactions."""
    turns = 1
    while telling.tell_some(announcement.pk, at=NOON, most=chunk):
        turns += 1
    return turns
