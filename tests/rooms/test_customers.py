"""Which company somebody belongs to, and what follows from it."""

import pytest

from tests.rooms.conftest import Opens
from tests.rooms.contracts.agreed import contract, somebody
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.contracts import agreeing
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.naming import leave
from troth.domain.customers.actions import belong, identity
from troth.domain.customers.queries import everybody
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of, by_token, takes_part, token_for
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

    leave(lars.person_id or 0, by="shell", at=NOON)

    assert identity("lars@acme.example") is None
    lars.refresh_from_db()
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
    with pytest.raises(Refused, match="belongs to no customer"):
        leave(0, by="shell", at=NOON)


def test_an_address_has_one_customer(db: None) -> None:
    belong(email="mara@acme.example", company="Acme", name="")
    with pytest.raises(Refused, match=r"mara@acme.example belongs to Acme, .* one customer"):
        belong(email="mara@acme.example", company="Elsewhere", name="")


def test_the_tickets_of_somebody_who_left_stay_with_their_company(opens: Opens) -> None:
    made = contract("C-1", "mara@acme.example", "lars@acme.example")
    mara, lars = (somebody(f"{one}@acme.example") for one in ("mara", "lars"))
    terms = Terms(administrator=lars.pk)
    agreeing.change(made.pk, terms, begins=NOON, by="shell", at=NOON, why="Lars takes over.")
    ticket = opens(email="mara@acme.example")
    token = token_for(ticket)
    assert by_token(token) is not None

    leave(mara.pk, by="shell", at=NOON)

    ticket = Ticket.objects.get(pk=ticket.pk)
    known = identity("lars@acme.example")
    assert by_token(token) is None
    assert known is not None
    assert own_ticket(known, ticket.number) == ticket
    assert address_of(ticket) == "lars@acme.example"
    assert not takes_part(ticket, mara.pk)
