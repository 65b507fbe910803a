"""My company in words: the limits of its contracts, and whom they name."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from troth.domain.contracts import entitled
from troth.domain.contracts.register import Whole
from troth.domain.customers.models import Person
from troth.interfaces.ui.times import DeskClock


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract one looks after, and what it allows."""

    pk: int
    number: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the company's people, and what names them."""

    pk: int
    name: str
    address: str
    named_in: tuple[tuple[int, str], ...]
    could_be_named_in: tuple[tuple[int, str], ...]
    is_me: bool


def contract(one: Whole, clock: DeskClock) -> ContractShown:
    """Say what a contract allows, a sentence a limit."""
    now = entitled.in_force(one.agreed, clock.now)
    said = []
    if now is not None and now.most_people is not None:
        given = {"n": len(one.named), "most": now.most_people}
        said.append(_("%(n)s of at most %(most)s people are named.") % given)
    else:
        said.append(_("It may name as many people as you like."))
    if now is not None and now.changes_a_year is not None:
        given = {"n": now.changes_a_year}
        said.append(_("You may name %(n)s people a year. Taking somebody out is free.") % given)
    if now is not None and now.ends is not None:
        last = (now.ends - timedelta(microseconds=1)).astimezone(clock.zone)
        said.append(_("It runs until %(day)s.") % {"day": date_format(last, "j M Y")})
    return ContractShown(one.contract.pk, one.contract.number, tuple(said))


def people(
    found: list[tuple[Person, list[str]]], mine: list[Whole], own: Person
) -> list[Colleague]:
    """Return who is at the company, with what names them and what could."""
    return [
        Colleague(
            pk=person.pk,
            name=person.name or (addresses[0] if addresses else ""),
            address=", ".join(addresses),
            named_in=tuple(_of(one) for one in mine if person.pk in one.named),
            could_be_named_in=tuple(_of(one) for one in mine if person.pk not in one.named),
            is_me=person.pk == own.pk,
        )
        for person, addresses in found
        if person.left_at is None
    ]


def _of(one: Whole) -> tuple[int, str]:
    return one.contract.pk, one.contract.number
