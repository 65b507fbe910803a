"""`troth customers import` and `export`, and `troth contracts check`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from troth.domain.customers.models import Customer
from troth.interfaces.cli.contracts import contracts
from troth.interfaces.cli.customers import customers

pytestmark = pytest.mark.usefixtures("policy")
TABLE = (
    "customer,name,email,contract,named,first day\n"
    "Acme,Mara Lind,mara@acme.example,C-1,yes,2026-01-01\n"
)


def test_a_file_is_tried_imported_and_given_out_again(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(TABLE)
    tried = CliRunner().invoke(customers, ["import", str(file), "--dry-run"])
    assert "would be new: 1 customers, 1 people, 1 contracts" in tried.output
    assert not Customer.objects.exists()

    done = CliRunner().invoke(customers, ["import", str(file)])
    assert (done.exit_code, done.output) == (0, "new: 1 customers, 1 people, 1 contracts\n")
    assert (
        "Acme,Mara Lind,mara@acme.example,C-1,yes"
        in CliRunner().invoke(customers, ["export"]).output
    )


def test_every_fault_is_told_and_the_command_fails(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(TABLE + ",Nobody,x@acme.example,,,\nAcme,,,C-2,,\n")
    failed = CliRunner().invoke(customers, ["import", str(file)])

    assert failed.exit_code == 1
    assert "line 3: It names no customer." in failed.output
    assert "line 4: Contract C-2 is new" in failed.output
    assert "2 faults; nothing was imported" in failed.output


def test_checking_is_switched_and_shown() -> None:
    said = [CliRunner().invoke(contracts, ["check", *how]).output for how in ([], ["on"], ["off"])]

    assert ["not checked" in one for one in said] == [True, False, True]
