"""Which company somebody belongs to, and what follows from it."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.rooms.conftest import Opens
from tests.rooms.contracts.agreed import checks, contract, somebody
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.contracts import agreeing
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.entitled import Entitled, NotEntitled
from troth.domain.contracts.entitlement import entitlement
from troth.domain.contracts.naming import leave
from troth.domain.customers.actions import belong, come_back, identity
from troth.domain.customers.models import Leaving, Person
from troth.domain.customers.queries import everybody
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of, by_token, takes_part, token_for
from troth.domain.tickets.queries import own_ticket


def test_whoever_belongs_to_a_company_sees_what_it_reported_until_they_leave(opens: Opens) -> None:
    ticket = opens(email="mara@acme.example")
    belong(email="Mara@Acme.example", company="Acme", name="", by="shell", at=NOON)
    belong(email="lars@acme.example", company=" Acme ", name="Lars Holm", by="shell", at=NOON)
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
        belong(email=email, company=company, name="", by="shell", at=NOON)


def test_nobody_leaves_what_they_are_not_in(db: None) -> None:
    with pytest.raises(Refused, match="belongs to no customer"):
        leave(0, by="shell", at=NOON)


def test_an_address_has_one_customer(db: None) -> None:
    belong(email="mara@acme.example", company="Acme", name="", by="shell", at=NOON)
    with pytest.raises(Refused, match=r"mara@acme.example belongs to Acme, .* one customer"):
        belong(email="mara@acme.example", company="Elsewhere", name="", by="shell", at=NOON)


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


def test_whether_somebody_had_left_is_known_for_every_instant(policy: None) -> None:
    """Who left in March and is back in May had left in April, whoever asks later."""
    contract()
    checks()
    mara = somebody("mara@acme.example")
    march, april, may = (eastern(f"2026-0{one}-03 09:20") for one in (3, 4, 5))
    before = march - timedelta(seconds=1)
    leave(mara.pk, by="shell", at=march, why="She moved on.")
    come_back(Person.objects.get(pk=mara.pk), by="shell", at=may)

    found = {at: _asked(mara, at) for at in (before, march, april, may)}
    assert isinstance(found[before], Entitled)
    assert found[march] == found[april] == NotEntitled("left")
    assert found[may] == NotEntitled("not named", "C-1040"), "to be named again"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Leaving.objects.all().delete()


def _asked(person: Person, at: datetime) -> Entitled | NotEntitled:
    policy = contracts.current(at)[1].policy
    return entitlement(person.pk, email="mara@acme.example", policy=policy, at=at)


def test_whoever_moves_to_another_company_begins_anew_there(opens: Opens) -> None:
    """The address is theirs at the new one; what they reported stays at the old one."""
    mara = belong(email="mara@acme.example", company="Acme", name="Mara Lind", by="shell", at=NOON)
    ticket, user = opens(email="mara@acme.example"), identity("mara@acme.example")
    assert user is not None
    leave(mara.pk, by="shell", at=NOON)

    there = belong(email="mara@acme.example", company="Elsewhere", name="", by="shell", at=NOON)

    assert (there.name, str(there.customer)) == ("Mara Lind", "Elsewhere")
    again = identity("mara@acme.example")
    assert again is not None
    assert again.person_id == there.pk != mara.pk
    assert own_ticket(again, ticket.number) is None
    assert not takes_part(Ticket.objects.get(pk=ticket.pk), there.pk)
    assert Ticket.objects.get(pk=ticket.pk).reporter_id == mara.pk


def test_leaving_ends_every_session_for_good(client: Client, policy: None) -> None:
    """Also where they come back: whoever has an old browser of theirs signs in anew."""
    mara = belong(email="mara@acme.example", company="Acme", name="", by="shell", at=NOON)
    user = identity("mara@acme.example")
    assert user is not None
    client.force_login(user)
    assert client.get("/tickets").status_code == 200
    leave(mara.pk, by="shell", at=NOON)
    come_back(Person.objects.get(pk=mara.pk), by="shell", at=NOON)
    assert client.get("/tickets").status_code == 302
