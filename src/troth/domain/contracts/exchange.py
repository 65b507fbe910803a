"""Customers, people and contracts as one table: imported whole or not at all, and exported.

A line is a person of a customer, and what a contract says of them; a customer or a contract
without people has a line of its own.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO

from django.db import transaction

from troth.domain.contracts import agreeing, entitled, naming, queries, register
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.entitled import Agreed
from troth.domain.contracts.models import Contract
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Customer, Person
from troth.domain.refusal import Refused

COLUMNS = (
    *("customer", "name", "email", "contract", "named", "looks after"),
    *("first day", "last day", "edition", "plan", "region", "products"),
    *("most people", "changes a year", "mail domains"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_YES = {"yes": True, "no": False, "": False}
_Line = Mapping[str, str]


@dataclass(slots=True)
class Imported:
    """What a file would do or did: each fault with its line, and how much there was."""

    faults: list[str] = field(default_factory=list)
    customers: int = 0
    people: int = 0
    contracts: int = 0


class _Undo(Exception):  # noqa: N818 (no fault of anybody's)
    """What was done is taken back."""


def take_in(text: str, *, zone: tzinfo, by: str, at: datetime, dry_run: bool) -> Imported:
    """Import a table; with any fault, or as a dry run, change nothing.

    Days are days of `zone`. A line that says what is so already does nothing.
    """
    done = Imported()
    lines = list(_read(text, done))
    before = (Customer.objects.count(), Person.objects.count(), Contract.objects.count())
    try:
        with transaction.atomic():
            for number, line in lines:
                try:
                    with transaction.atomic():
                        _take(line, zone, by, at)
                except Refused as refused:
                    done.faults.append(f"line {number}: {refused.say}")
            after = (Customer.objects.count(), Person.objects.count(), Contract.objects.count())
            new = [now - then for now, then in zip(after, before, strict=True)]
            done.customers, done.people, done.contracts = new
            if done.faults or dry_run:
                raise _Undo
    except _Undo:
        pass
    return done


def _read(text: str, done: Imported) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.reader(StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        head = [cell.strip().lower() for cell in next(rows, [])]
        unknown = [name for name in head if name not in COLUMNS]
        if unknown or "customer" not in head or len(set(head)) != len(head):
            known = ", ".join(COLUMNS)
            done.faults.append(f"line 1: the columns are {known}; each once, customer always.")
            return
        for row in rows:
            number = rows.line_num
            if len(row) > len(head):
                done.faults.append(f"line {number}: it has more cells than there are columns.")
            elif any(cell.strip() for cell in row):
                cells = [_plain(cell) for cell in row] + [""] * (len(head) - len(row))
                yield number, dict.fromkeys(COLUMNS, "") | dict(zip(head, cells, strict=True))
    except csv.Error as fault:
        done.faults.append(f"line {rows.line_num}: this is no table of commas: {fault}.")


def _take(line: _Line, zone: tzinfo, by: str, at: datetime) -> None:
    name, number = line["customer"], line["contract"]
    if not name:
        raise Refused("It names no customer.")
    if len(name) > 200:
        raise Refused("The customer's name is longer than 200 letters.")
    customer, _ = Customer.objects.get_or_create(name=name)
    person = None
    if line["email"]:
        person = belong(email=line["email"], company=name, name=line["name"], by=by, at=at)
    named, looks_after = _yes(line, "named"), _yes(line, "looks after")
    if (named or looks_after) and (person is None or not number):
        raise Refused("Give the contract and the address of whom it names or who looks after it.")
    domains = [one.strip() for one in line["mail domains"].split(";") if one.strip()]
    if not number and domains:
        raise Refused("Give the contract that names these mail domains.")
    if not number:
        return
    contract = _contract(line, customer, person if looks_after else None, zone, by, at)
    if named and person is not None:
        naming.name(contract.pk, person.pk, by=by, at=at)
    for domain in domains:
        naming.name_domain(contract.pk, domain, named=True, by=by, at=at)


def _contract(
    line: _Line, customer: Customer, administrator: Person | None, zone: tzinfo, by: str,
    at: datetime,
) -> Contract:  # fmt: skip
    number = line["contract"]
    known = Contract.objects.select_related("customer").filter(number=number).first()
    first, last = _day(line, "first day", zone), _day(line, "last day", zone)
    ends = last + timedelta(days=1) if last else None
    terms = Terms(
        edition=line["edition"],
        plan=line["plan"],
        region=line["region"],
        products=tuple(one.strip() for one in line["products"].split(";") if one.strip()),
        most_people=_number(line, "most people"),
        changes_a_year=_number(line, "changes a year"),
        administrator=administrator.pk if administrator else None,
    )
    if known is None:
        if first is None:
            raise Refused(f"Contract {number} is new: give its first day, and what it says.")
        return agreeing.begin(number, customer, terms, begins=first, ends=ends, by=by, at=at)
    if known.customer_id != customer.pk:
        raise Refused(f"Contract {number} is {known.customer}'s, not {customer}'s.")
    agreed = queries.agreed(known.pk)
    now = entitled.at_time(agreed, at) or agreed[0]
    if administrator is not None and now.administrator != administrator.pk:
        if now.administrator is not None:
            raise Refused(f"Contract {number} is looked after by somebody else. Change it there.")
        _look_after(known, now, administrator, by, at)
    if first is not None and (differs := _differs(now, terms, ends)):
        raise Refused(
            f"Contract {number} is entered already, with another {differs}. Change or renew it on"
            " the customer's page."
        )
    return known


def _look_after(
    contract: Contract, now: Agreed, administrator: Person, by: str, at: datetime
) -> None:
    terms = Terms(
        edition=_key(now.edition),
        plan=now.plan,
        region=now.region,
        products=now.products,
        most_people=now.most_people,
        changes_a_year=now.changes_a_year,
        administrator=administrator.pk,
    )
    why = "Named in an imported file."
    agreeing.change(contract.pk, terms, begins=at, by=by, at=at, why=why)


def _differs(now: Agreed, said: Terms, ends: datetime | None) -> str:
    pairs = {
        "last day": (now.ends, ends),
        "edition": (_key(now.edition), said.edition),
        "plan": (now.plan, said.plan),
        "region": (now.region, said.region),
        "products": (now.products, said.products),
        "limit of people": (now.most_people, said.most_people),
        "limit of changes a year": (now.changes_a_year, said.changes_a_year),
    }
    return next((what for what, (stands, given) in pairs.items() if stands != given), "")


def _key(edition: int | None) -> str:
    return queries.edition(edition).key if edition is not None else ""


def _yes(line: _Line, name: str) -> bool:
    said = line[name].lower()
    if said not in _YES:
        raise Refused(f"{name} is yes or no, and not {line[name]!r}.")
    return _YES[said]


def _number(line: _Line, name: str) -> int | None:
    said = line[name]
    if said and not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise Refused(f"{name} is a number, and not {said!r}.")
    return int(said) if said else None


def _day(line: _Line, name: str, zone: tzinfo) -> datetime | None:
    said = line[name]
    try:
        local = datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=zone) if said else None
        return local.astimezone(UTC) if local else None
    except (ValueError, OverflowError):
        raise Refused(f"{name} is a day as in 2026-03-31, and not {said!r}.") from None


def _plain(cell: str) -> str:
    """Return what a cell says, without the sign that kept it from being a formula."""
    cell = cell.strip().replace("\x00", "")
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _harmless(cell: str) -> str:
    """Return a cell that no program that opens the table takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def give_out(*, zone: tzinfo, at: datetime) -> str:
    """Return every customer, person and contract as a table that `take_in` reads."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for customer in Customer.objects.order_by("name").iterator(chunk_size=500):
        for line in _lines(customer, zone, at):
            table.writerow([_harmless(line.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _lines(customer: Customer, zone: tzinfo, at: datetime) -> Iterator[dict[str, str]]:
    people = [one for one in register.people(customer.pk) if one[0].left_at is None]
    said, alone = set(), True
    for whole in register.contracts(customer.pk, at):
        now = entitled.at_time(whole.agreed, at) or whole.agreed[0]
        if entitled.over(now, at):
            continue
        contract = {"customer": customer.name, "contract": whole.contract.number}
        contract |= _terms(now, zone) | {"mail domains": "; ".join(sorted(whole.domains))}
        theirs = [one for one in people if one[0].pk in (*whole.named, now.administrator)]
        for person, addresses in theirs:
            said.add(person.pk)
            yield contract | {
                "name": person.name,
                "email": addresses[0] if addresses else "",
                "named": "yes" if person.pk in whole.named else "no",
                "looks after": "yes" if person.pk == now.administrator else "no",
            }
        alone = False
        if not theirs:
            yield contract
    rest = [one for one in people if one[0].pk not in said]
    for person, addresses in rest:
        email = addresses[0] if addresses else ""
        yield {"customer": customer.name, "name": person.name, "email": email}
    if alone and not rest:
        yield {"customer": customer.name}


def _terms(now: Agreed, zone: tzinfo) -> dict[str, str]:
    def day(at: datetime) -> str:
        return at.astimezone(zone).date().isoformat()

    return {
        "first day": day(now.begins),
        "last day": day(now.ends - timedelta(microseconds=1)) if now.ends else "",
        "edition": _key(now.edition),
        "plan": now.plan,
        "region": now.region,
        "products": "; ".join(now.products),
        "most people": "" if now.most_people is None else str(now.most_people),
        "changes a year": "" if now.changes_a_year is None else str(now.changes_a_year),
    }
