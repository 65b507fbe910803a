"""What is agreed with a customer: a contract begins, changes, is renewed, ends."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from troth.domain.contracts import entitled, queries
from troth.domain.contracts.entitled import Kind
from troth.domain.contracts.models import Contract, Term
from troth.domain.customers.models import Customer, Person
from troth.domain.refusal import Refused

MANY = 32_767


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. Nothing said: the policy in force, no plan, any product, no limit."""

    edition: str = ""  # the key of an edition; empty: whatever policy is in force
    plan: str = ""
    region: str = ""
    products: tuple[str, ...] = ()
    most_people: int | None = None
    changes_a_year: int | None = None
    administrator: int | None = None  # a person of the customer


@transaction.atomic
def begin(
    number: str,
    customer: Customer,
    terms: Terms,
    *,
    begins: datetime,
    ends: datetime | None,
    by: str,
    at: datetime,
    why: str = "",
) -> Contract:
    """Enter a contract. It may have begun before it is entered.

    Raises:
        Refused: the number is taken, it ends before it begins, or its terms name
            what does not exist.
    """
    number = " ".join(number.split())
    if not number or len(number) > 60:
        raise Refused("Give the contract a number, of at most 60 letters and digits.")
    taken = Contract.objects.select_related("customer").filter(number=number).first()
    if taken is not None:
        raise Refused(_taken(taken))
    contract = Contract(number=number, customer=customer, recorded_at=at, by=by)
    try:
        with transaction.atomic():
            contract.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"Contract {number} has just been entered by somebody else.") from None
    _append(contract, "begun", terms, begins=begins, ends=ends, why=why, by=by, at=at)
    return contract


@transaction.atomic
def renew(
    contract_id: int,
    terms: Terms,
    *,
    begins: datetime,
    ends: datetime | None,
    by: str,
    at: datetime,
    why: str = "",
) -> None:
    """Agree on another term, from the end of the one before or later.

    Raises:
        Refused: it overlaps a term that stands, or names what does not exist.
    """
    contract = _locked(contract_id)
    last = entitled.standing(queries.agreed(contract_id))[-1]
    until = last.begins if last.kind == "ended" else last.ends
    if until is None:
        raise Refused(
            f"Contract {contract.number} runs until it is ended: change its terms, or end it first."
        )
    if begins < until:
        raise Refused(
            f"Contract {contract.number} runs until {until:%Y-%m-%d %H:%M} UTC, and two terms"
            " never overlap. Let the renewal begin then or later, or change the terms instead."
        )
    _append(contract, "renewed", terms, begins=begins, ends=ends, why=why, by=by, at=at)


@transaction.atomic
def change(
    contract_id: int, terms: Terms, *, begins: datetime, by: str, at: datetime, why: str
) -> None:
    """Agree on other terms for what is left of the term that runs then.

    Raises:
        Refused: no term runs then, it lies in the past, or it names what does not exist.
    """
    contract = _locked(contract_id)
    agreed = queries.agreed(contract_id)
    now = entitled.in_force(agreed, begins)
    if now is None:
        raise Refused(
            f"Contract {contract.number} is not in force on {begins:%Y-%m-%d}: renew it instead."
        )
    _check_not_past(contract, begins, at)
    if not why.strip():
        raise Refused("Say why the terms change.")
    _append(contract, "changed", terms, begins=begins, ends=now.ends, why=why, by=by, at=at)


@transaction.atomic
def end(contract_id: int, *, ends: datetime, by: str, at: datetime, why: str) -> None:
    """End a contract at an instant, whatever was agreed from then on.

    Raises:
        Refused: it is not in force then, or that lies in the past.
    """
    contract = _locked(contract_id)
    now = entitled.in_force(queries.agreed(contract_id), ends)
    if now is None:
        raise Refused(f"Contract {contract.number} is not in force on {ends:%Y-%m-%d}.")
    _check_not_past(contract, ends, at)
    if not why.strip():
        raise Refused("Say why the contract ends.")
    terms = Terms(administrator=now.administrator)
    _append(contract, "ended", terms, begins=ends, ends=None, why=why, by=by, at=at)


def _check_not_past(contract: Contract, when: datetime, at: datetime) -> None:
    """Refuse to change what was in force: reports were decided on by it."""
    if when < at:
        raise Refused(
            f"What contract {contract.number} said before now stays as it was: reports were"
            " decided on by it. Let this take effect now or later."
        )


def _append(
    contract: Contract,
    kind: Kind,
    terms: Terms,
    *,
    begins: datetime,
    ends: datetime | None,
    why: str,
    by: str,
    at: datetime,
) -> None:
    if ends is not None and ends <= begins:
        raise Refused(f"Contract {contract.number} would end before it begins. Look at the dates.")
    Term.objects.create(
        contract=contract,
        kind=kind,
        begins=begins,
        ends=ends,
        edition_id=_edition(contract, terms, at),
        plan=terms.plan.strip(),
        region=terms.region.strip(),
        products=[" ".join(one.split()) for one in terms.products if one.strip()],
        most_people=_limit(contract, "people", terms.most_people),
        changes_a_year=_limit(contract, "changes a year", terms.changes_a_year),
        administrator=_administrator(contract, terms),
        why=why.strip(),
        recorded_at=at,
        by=by,
    )


def _edition(contract: Contract, terms: Terms, at: datetime) -> int | None:
    """Return the edition's id, once its plan and region are known to exist in it."""
    pinned, edition = queries.with_key(terms.edition) if terms.edition else queries.current(at)
    for what, said in (("plan", terms.plan.strip()), ("region", terms.region.strip())):
        known = queries.choices(edition.policy, what)
        if said and said not in known:
            having = f"It has {', '.join(known)}." if known else "It has none: leave it empty."
            raise Refused(
                f"Contract {contract.number}: the policy {edition.key} has no {what} {said!r}."
                f" {having}"
            )
    return pinned if terms.edition else None


def _administrator(contract: Contract, terms: Terms) -> Person | None:
    if terms.administrator is None:
        return None
    person = Person.objects.filter(pk=terms.administrator, left_at=None).first()
    if person is None or person.customer_id != contract.customer_id:
        raise Refused(
            f"Contract {contract.number}: its administrator has to be one of the people of"
            f" {contract.customer}. Add them there first."
        )
    return person


def _limit(contract: Contract, of: str, said: int | None) -> int | None:
    if said is not None and not 0 <= said <= MANY:
        raise Refused(
            f"Contract {contract.number}: the limit of {of} is a number from 0 to {MANY}."
        )
    return said


def _locked(contract_id: int) -> Contract:
    contract = (
        Contract.objects.select_for_update(of=("self",))
        .select_related("customer")
        .filter(pk=contract_id)
        .first()
    )
    if contract is None:
        raise Refused("There is no such contract.")
    return contract


def _taken(contract: Contract) -> str:
    return (
        f"Contract {contract.number} exists already: it is {contract.customer}'s. Change or renew"
        " it there, or give this one another number."
    )
