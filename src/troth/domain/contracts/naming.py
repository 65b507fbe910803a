"""Authorised support users: whom contracts name, and whether the desk checks."""

from datetime import datetime, timedelta

from django.db import transaction

from troth.domain.contracts import entitled, queries
from troth.domain.contracts.entitled import Agreed
from troth.domain.contracts.models import Checking, Contract, Naming
from troth.domain.customers import actions as customers
from troth.domain.customers.models import Person
from troth.domain.customers.rules import EVERYBODYS
from troth.domain.refusal import Refused

A_YEAR = timedelta(days=365)


@transaction.atomic
def name(contract_id: int, person_id: int, *, by: str, at: datetime, why: str = "") -> None:
    """Name one of a customer's people in its contract. Named already stays named.

    Raises:
        Refused: the person is not the customer's, the contract names as many as
            it may, or the customer has named as many this year as it may.
    """
    contract = _locked(contract_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None or person.customer_id != contract.customer_id or person.left_at:
        raise Refused(
            f"Contract {contract.number} names people of {contract.customer} alone."
            " Add this person there first."
        )
    if person.pk in queries.named(contract_id, at):
        return
    now = entitled.at_time(queries.agreed(contract_id), at)
    if now is not None:
        _check_room(contract, now, by=by, at=at)
    Naming.objects.create(contract=contract, person=person, named=True, at=at, by=by, why=why)


@transaction.atomic
def unname(contract_id: int, person_id: int, *, by: str, at: datetime, why: str = "") -> None:
    """Take somebody out of a contract. Always allowed: whoever leaves must be out at once."""
    contract = _locked(contract_id)
    if person_id in queries.named(contract_id, at):
        Naming.objects.create(
            contract=contract, person_id=person_id, named=False, at=at, by=by, why=why
        )


@transaction.atomic
def name_domain(
    contract_id: int, domain: str, *, named: bool, by: str, at: datetime, why: str = ""
) -> None:
    """Name a mail domain in a contract, or no longer.

    Raises:
        Refused: it is no domain, or everybody's.
    """
    contract = _locked(contract_id)
    value = domain.strip().lower().removeprefix("@")
    if "." not in value or any(letter in value for letter in "@/ ") or len(value) > 253:
        raise Refused(f"{domain!r} is no mail domain. Give it as in acme.example.")
    if value in EVERYBODYS:
        raise Refused(f"Anybody has an address at {value}, so no contract names it.")
    if (value in queries.domains(contract_id, at)) != named:
        Naming.objects.create(contract=contract, domain=value, named=named, at=at, by=by, why=why)


@transaction.atomic
def leave(person_id: int, *, by: str, at: datetime, why: str = "") -> None:
    """Let somebody leave their customer: the one way out. No contract names them any more.

    Raises:
        Refused: they belong to no customer.
    """
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None or person.customer_id is None:
        raise Refused("This person belongs to no customer.")
    for contract in Contract.objects.filter(customer=person.customer_id).order_by("pk"):
        unname(contract.pk, person.pk, by=by, at=at, why=why)
    customers.write_leaving(person, by=by, at=at, why=why)


@transaction.atomic
def check(*, checks: bool, by: str, at: datetime) -> None:
    """From now on check every report against the contracts, or no longer. Said twice is once."""
    if queries.checking(at) != checks:
        Checking.objects.create(checks=checks, by=by, at=at)


def _check_room(contract: Contract, now: Agreed, *, by: str, at: datetime) -> None:
    names = queries.named(contract.pk, at)
    if now.most_people is not None and len(names) >= now.most_people:
        raise Refused(
            f"Contract {contract.number} may name {now.most_people} people, and names"
            f" {len(names)}. Take somebody out first, or agree on more."
        )
    most = now.changes_a_year
    if most is None or not by.startswith("person:"):
        return
    since = at - A_YEAR
    mine = Naming.objects.filter(contract=contract, named=True, by__startswith="person:")
    made = mine.filter(at__gt=since, at__lte=at).count()
    if made >= most:
        raise Refused(
            f"You may name {most} people a year in contract {contract.number}, and have named"
            f" {made} since {since:%Y-%m-%d}. Ask support to name more."
        )


def _locked(contract_id: int) -> Contract:
    found = Contract.objects.select_for_update(of=("self",)).select_related("customer")
    contract = found.filter(pk=contract_id).first()
    if contract is None:
        raise Refused("There is no such contract.")
    return contract
