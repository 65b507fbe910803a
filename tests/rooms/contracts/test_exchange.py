"""Customers, people and contracts as a table: whole or not at all, and back."""

from zoneinfo import ZoneInfo

import pytest

from tests.times import NOON, eastern
from troth.domain.contracts import naming, queries, register
from troth.domain.contracts.exchange import Imported, give_out, take_in
from troth.domain.contracts.models import Contract
from troth.domain.customers.models import Customer, Person

pytestmark = pytest.mark.usefixtures("policy")
ZONE = ZoneInfo("America/New_York")
HEAD = "customer,name,email,contract,named,looks after,first day,last day,most people\n"
GOOD = (
    f"{HEAD}Acme,Mara Lind,mara@acme.example,C-1,yes,yes,2026-01-01,2026-12-31,5\n"
    "Acme,Lars Holm,lars@acme.example,C-1,yes,no,,,\n"
    "Kestrel Bank,,,,,,,,\n"
)


def imported(text: str, *, dry_run: bool = False) -> Imported:
    return take_in(text, zone=ZONE, by="shell", at=NOON, dry_run=dry_run)


def test_a_table_is_tried_first_and_then_imported() -> None:
    tried = imported(GOOD, dry_run=True)
    assert (tried.customers, tried.people, tried.contracts, tried.faults) == (2, 2, 1, [])
    assert not Customer.objects.exists()

    assert imported(GOOD).faults == []
    (whole,) = register.contracts(Customer.objects.get(name="Acme").pk, NOON)
    mara = Person.objects.get(name="Mara Lind")
    assert len(whole.named) == 2
    assert (whole.agreed[0].administrator, whole.agreed[0].most_people) == (mara.pk, 5)
    assert whole.agreed[0].ends == eastern("2027-01-01 00:00")


def test_every_fault_is_told_with_its_line_and_nothing_is_imported() -> None:
    found = imported(
        f"{HEAD}Acme,Mara,mara@acme.example,C-1,yes,,2026-01-01,,\n"
        ",Nobody,x@acme.example,,,,,,\n"
        "Else,Mara,mara@acme.example,,,,,,\n"
        "Acme,,no address,,,,,,\n"
        "Acme,Lars,lars@acme.example,C-2,yes,,,,\n"
        "Acme,Noa,noa@acme.example,C-1,perhaps,,,,\n"
        "Acme,,,C-3,,,31.12.2026,,\n"
        "Acme,,,C-4,,,2026-01-01,,many\n"
        "Acme,,,C-5,,,2026-02-01,2026-01-01,\n"
        "Else,,,C-1,,,,,\n"
    ).faults

    assert [fault.partition(":")[0] for fault in found] == [f"line {n}" for n in range(3, 12)]
    assert "names no customer" in found[0]
    assert "belongs to Acme, and an address has one customer" in found[1]
    assert "C-2 is new: give its first day" in found[3]
    assert "C-1 is Acme's, not Else's" in found[8]
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "name,email\nMara,m@acme.example\n", "customer,shoe size\n", 'customer\n"Acme\n'],
)
def test_what_is_no_such_table_is_refused(text: str) -> None:
    assert len(imported(text).faults) == 1


def test_a_table_given_out_is_read_again_and_changes_nothing() -> None:
    imported(GOOD)
    told = give_out(zone=ZONE, at=NOON)
    again = imported(told)

    assert again == Imported()
    assert told.count("\n") == 4
    assert give_out(zone=ZONE, at=NOON) == told


def test_other_terms_of_a_contract_there_is_are_refused() -> None:
    imported(GOOD)
    found = imported(GOOD.replace("2026-12-31", "2027-12-31")).faults

    assert "C-1 is entered already, with another last day" in found[0]
    assert len(queries.agreed(Contract.objects.get().pk)) == 1


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    for name in ("=1+1", "+1", "-1", "@SUM(A1)"):
        imported(f'customer,name,email\n"{name}",,\n')
    lines = give_out(zone=ZONE, at=NOON).splitlines()[1:]

    assert all(line.startswith("'") for line in lines)
    assert imported(
        "\n".join(["customer,name,email", *(f"{one.split(',')[0]},," for one in lines)])
    )
    assert sorted(Customer.objects.values_list("name", flat=True)) == sorted(
        ["=1+1", "+1", "-1", "@SUM(A1)"]
    )


def test_mail_domains_are_imported_and_given_out() -> None:
    table = (
        "customer,contract,first day,mail domains\nAcme,C-1,2026-01-01,acme.example; a.example\n"
    )
    assert imported(table).faults == []
    told = give_out(zone=ZONE, at=NOON)
    assert "a.example; acme.example" in told
    assert imported(told) == Imported()
    assert queries.domains(Contract.objects.get().pk, NOON) == ["a.example", "acme.example"]


def test_a_mail_domain_that_is_none_is_refused_with_its_line() -> None:
    found = imported(
        "customer,contract,first day,mail domains\n"
        "Acme,C-1,2026-01-01,gmail.com\n"
        "Acme,C-2,2026-01-01,nothing\n"
        "Acme,,,acme.example\n"
    ).faults
    assert [fault.partition(":")[0] for fault in found] == ["line 2", "line 3", "line 4"]
    assert "Anybody has an address at gmail.com" in found[0]
    assert "'nothing' is no mail domain" in found[1]
    assert "Give the contract that names these" in found[2]
    assert not Customer.objects.exists()


def test_whoever_left_is_not_given_out() -> None:
    imported(GOOD)
    naming.leave(Person.objects.get(name="Lars Holm").pk, by="shell", at=NOON)

    assert "lars@" not in give_out(zone=ZONE, at=NOON)
