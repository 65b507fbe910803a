"""The register: customers, their people and what was agreed with them, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from troth.domain.contracts import entitled
from troth.domain.contracts.entitled import Agreed
from troth.domain.contracts.models import Contract, Naming, Term
from troth.domain.customers.models import Address, Customer, Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Whole:
    """A contract with all that was ever agreed in it, and whom it names now, in that order."""

    contract: Contract
    terms: list[Term]  # as they were written down
    agreed: list[Agreed]
    named: list[int] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)


def customers(text: str = "", after: str = "") -> tuple[list[Any], str]:
    """Return a page of customers by name, and the name to go on after; empty on the last page."""
    rows = Customer.objects.annotate(
        people_count=Count("people", filter=Q(people__left_at=None), distinct=True),
        contract_count=Count("contracts", distinct=True),
    ).order_by("name")
    if text.strip():
        rows = rows.filter(name__icontains=text.strip())
    if after:
        rows = rows.filter(name__gt=after)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].name if len(found) > PAGE else ""


def people(customer_id: int) -> list[tuple[Person, list[str]]]:
    """Return a customer's people with their addresses: those who left come last."""
    known = list(Person.objects.filter(customer=customer_id).order_by("name", "pk"))
    addresses: dict[int, list[str]] = {}
    rows = Address.objects.filter(person__in=known).order_by("kind", "pk")
    for person_id, value in rows.values_list("person_id", "value"):
        addresses.setdefault(person_id, []).append(value)
    known.sort(key=lambda one: one.left_at is not None)
    return [(one, addresses.get(one.pk, [])) for one in known]


def contracts(customer_id: int, at: datetime) -> list[Whole]:
    """Return a customer's contracts as they stand, by number. Three queries, however many."""
    rows = Contract.objects.filter(customer=customer_id).select_related("customer")
    return whole(rows.order_by("number"), at)


def whole(found: Iterable[Contract], at: datetime) -> list[Whole]:
    """Return contracts with their terms and namings."""
    by_id = {one.pk: Whole(one, [], []) for one in found}
    terms = Term.objects.filter(contract__in=by_id).select_related("edition", "administrator")
    for term in terms.order_by("id"):
        by_id[term.contract_id].terms.append(term)
        by_id[term.contract_id].agreed.append(_value(term))
    last: dict[tuple[int, int | None, str], Naming] = {}
    namings = Naming.objects.filter(contract__in=by_id, at__lte=at)
    for naming in namings.order_by("at", "id"):
        last[naming.contract_id, naming.person_id, naming.domain] = naming
    for naming in sorted(last.values(), key=lambda one: (one.at, one.pk)):
        if naming.named and naming.person_id is not None:
            by_id[naming.contract_id].named.append(naming.person_id)
        elif naming.named:
            by_id[naming.contract_id].domains.append(naming.domain)
    return list(by_id.values())


def administered(person: Person, at: datetime) -> list[Whole]:
    """Return the contracts in force that somebody looks after for their customer."""
    if person.customer_id is None or person.left_at is not None:
        return []
    found = contracts(person.customer_id, at)
    return [one for one in found if _looks_after(entitled.in_force(one.agreed, at), person)]


def _looks_after(now: Agreed | None, person: Person) -> bool:
    return now is not None and now.administrator == person.pk


def _value(term: Term) -> Agreed:
    return Agreed(
        id=term.pk,
        kind=term.kind,  # type: ignore[arg-type]  # the database holds it to the four there are
        begins=term.begins,
        ends=term.ends,
        edition=term.edition_id,
        plan=term.plan,
        region=term.region,
        products=tuple(term.products),
        most_people=term.most_people,
        changes_a_year=term.changes_a_year,
        administrator=term.administrator_id,
    )
