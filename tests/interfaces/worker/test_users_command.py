"""`troth users`: letting somebody in again who cannot, and writing down who did it."""

import re

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from tests.interfaces.desk.conftest import at_noon as at_noon
from tests.rooms.security.kept import session_of
from troth.domain.accounts.models import User
from troth.domain.security.models import Act, Session
from troth.interfaces.cli import main

NEW = "a long enough phrase"


@pytest.fixture
def boss(db: None) -> User:
    """Who runs the desk, so that somebody is left when others go."""
    return User.objects.create_user("boss@ivt.example", "Boss", NEW, role="administrator")


def troth(*words: str) -> Result:
    return CliRunner().invoke(main, ["users", *words])


def kinds() -> list[tuple[str, str]]:
    return list(Act.objects.order_by("pk").values_list("kind", "whom"))


def test_somebody_new_chooses_a_password_by_the_link_that_is_printed(boss: User) -> None:
    said = troth("add", "Ines@IVT.example", "Ines Duarte", "--role", "lead")
    assert said.exit_code == 0, said.output
    (path,) = re.findall(r"http://localhost:8000(/desk/password/\S+)", said.output)
    browser = Client()
    browser.post(path, {"password": NEW, "again": NEW})

    given = {"username": "ines@ivt.example", "password": NEW}
    assert browser.post("/desk/sign-in", given)["Location"] == "/desk/"
    assert kinds()[0] == ("added", "ines@ivt.example")
    assert Act.objects.order_by("pk")[0].by.startswith("shell:")


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("add", "boss@ivt.example", "Boss"), "signs in already"),
        (("add", "nobody", "Nobody"), "no mail address"),
        (("role", "boss@ivt.example", "agent"), "Nobody would be left"),
        (("deactivate", "boss@ivt.example"), "Nobody would be left"),
        (("deactivate", "who@ivt.example"), "nobody of this desk"),
        (("reset-password", "who@ivt.example"), "Nobody signs in by"),
        (("reset-totp", "boss@ivt.example"), "no app to remove"),
        (("sessions", "who@ivt.example"), "Nobody signs in by"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_not_written_down(
    boss: User, words: tuple[str, ...], say: str
) -> None:
    said = troth(*words)

    assert said.exit_code == 1
    assert say in said.output
    assert kinds() == []


def test_letting_go_ends_every_session_and_taking_back_brings_none(boss: User, ines: User) -> None:
    session_of(ines)
    troth("deactivate", ines.email)
    assert not Session.objects.exists()

    troth("activate", ines.email)
    assert User.objects.get(pk=ines.pk).is_active
    assert [kind for kind, _ in kinds()] == ["let_go", "taken_back"]


def test_sessions_are_listed_and_ended(boss: User, ines: User) -> None:
    session_of(ines)
    assert "unknown\t-\t2026-03-02T17:00Z" in troth("sessions", ines.email).output
    assert "\t1\t" in troth("list").output

    assert "ended 1 sessions" in troth("end-sessions", ines.email).output
    assert not Session.objects.exists()


def test_somebody_locked_out_is_let_in_again(boss: User) -> None:
    browser = Client()
    for _ in range(11):
        browser.post("/desk/sign-in", {"username": boss.email, "password": "guess"})
    given = {"username": " BOSS@ivt.example", "password": NEW}
    assert browser.post("/desk/sign-in", given).status_code == 429

    troth("unlock", boss.email)
    assert browser.post("/desk/sign-in", given).status_code == 302


def test_the_record_is_printed_as_it_was_written(boss: User, ines: User) -> None:
    troth("role", ines.email, "lead")

    line = troth("acts").output.splitlines()[0].split("\t")
    assert line[1:3] == ["role_changed", "ines@ivt.example"]
    assert line[5] == "administrator → lead"
