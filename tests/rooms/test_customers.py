"""Which company somebody belongs to, and what follows from it."""

import pytest

from tests.rooms.conftest import Opens
from troth.domain.accounts.models import User
from troth.domain.customers.actions import belong, identity, leave
from troth.domain.customers.queries import everybody
from troth.domain.refusal import Refused
from troth.domain.tickets.queries import own_ticket


def test_whoever_belongs_to_a_company_sees_what_it_reported_until_they_leave(opens: Opens) -> None:
    ticket = opens(email="mara@acme.example")
    belong(email="Mara@Acme.example", company="Acme", name="")
    belong(email="lars@acme.example", company=" Acme ", name="Lars Holm")
    lars = identity("lars@acme.example")
    assert lars is not None
    assert own_ticket(lars, ticket.number) == ticket
    assert everybody() == [
        ("lars@acme.example", "Lars Holm", "Acme"),
        ("mara@acme.example", "Mara Lind", "Acme"),
    ]

    leave(email="lars@acme.example")

    lars = identity("lars@acme.example")
    assert lars is not None
    assert own_ticket(lars, ticket.number) is None


@pytest.mark.parametrize(
    ("email", "company", "why"),
    [
        ("no address", "Acme", "no mail address"),
        ("ines@ivt.example", "Acme", "an agent's address"),
        ("mara@acme.example", "  ", "Name the company"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    ines: User, email: str, company: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        belong(email=email, company=company, name="")


def test_nobody_leaves_what_they_are_not_in(db: None) -> None:
    with pytest.raises(Refused, match="belongs to no company"):
        leave(email="mara@acme.example")
