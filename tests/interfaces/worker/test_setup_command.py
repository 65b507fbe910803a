"""`troth setup` takes an empty desk to one that could take a customer, and says what it lacks."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from tests.rooms.conftest import FOUNDING
from troth.domain.accounts.models import User
from troth.domain.contracts.models import Contract, Edition
from troth.domain.customers.models import Person
from troth.interfaces.cli.run.environment import Mail, read
from troth.interfaces.cli.setup import setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = Mail("127.0.0.1", 1)  # where nothing listens
    settings.TROTH = replace(settings.TROTH, home=tmp_path, demo=False, mail=here, mail_in=())
    for name in ("TROTH_URL", "TROTH_MAIL_FROM", "TROTH_MAIL", "TROTH_MAIL_IN", "TROTH_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TROTH_HOME", str(tmp_path))
    return tmp_path


def test_it_walks_an_empty_desk_through_and_says_what_is_missing(home: Path) -> None:
    answers = [
        str(home / "nothing.toml"),
        str(FOUNDING),
        "support.example.com",
        "https://support.example.com",
        "support@example.com",
        "smtp://mail.example.com",
        "",
        "lena@ivt.example",
        "Lena Oduya",
        *["correct horse battery"] * 2,
        "Acme Media",
        "mara@acme.example",
        "C-1",
    ]
    done = CliRunner().invoke(setup, input="\n".join([*answers, ""]))

    assert "cannot be read" in done.output
    assert "an address without a path" in done.output
    assert Edition.objects.get().version
    assert User.objects.get().role == "administrator"
    assert Contract.objects.get().number == "C-1"
    assert Person.objects.get().customer is not None
    assert done.exit_code == 1, "nothing listens for its mail, and nobody is on call"
    assert "missing\tMail comes in" in done.output
    kept = read({"TROTH_HOME": str(home)}, home)
    assert (kept.url, kept.mail_from) == ("https://support.example.com", "support@example.com")
    assert kept.mail == Mail("mail.example.com")
    assert (home / "settings").stat().st_mode & 0o077 == 0

    again = CliRunner().invoke(setup, input="\n")
    for word in ("A policy is published already", "TROTH_URL is set already", "A customer is"):
        assert word in again.output


def test_a_check_prints_a_line_a_step_and_fails_while_anything_is_missing(home: Path) -> None:
    checked = CliRunner().invoke(setup, ["--check"])
    lines = checked.output.splitlines()
    assert checked.exit_code == 1
    assert all(line.split("\t")[0] in ("ok", "missing", "advised") for line in lines)
    assert any(line.startswith("missing\tA support policy is in force\t") for line in lines)
    assert not (home / "settings").exists()
