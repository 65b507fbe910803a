"""Who gets in, and what strangers learn."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import PASSWORD, words
from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket
from troth.interfaces.desk.urls import urlpatterns

OPEN_TO_ALL = {
    *("sign-in", "sign-out", "second-factor", "enrolment"),
    *("password-forgotten", "password-choice", "first"),
}
GIVEN = {
    "number": 10001,
    "only": "mine",
    "what": "response",
    "made_by": 1,
    "notice": 1,
    "pk": 1,
    "digest": "a" * 64,
}


@pytest.mark.parametrize("name", [str(one.name) for one in urlpatterns])
def test_strangers_are_sent_to_sign_in(client: Client, ticket: Ticket, name: str) -> None:
    (pattern,) = [one for one in urlpatterns if one.name == name]
    given = {key: GIVEN.get(key, 1) for key in pattern.pattern.converters}
    address = reverse(f"desk:{name}", kwargs=given)
    if name in OPEN_TO_ALL:
        return

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in (302, 405)
        assert "Nobody can log in" not in answer.content.decode()
        if answer.status_code == 302:
            assert answer["Location"].startswith("/desk/sign-in?next=")


def test_an_agent_signs_in_and_comes_back_to_where_they_were(agent: Client, ticket: Ticket) -> None:
    agent.logout()
    address = f"/desk/tickets/{ticket.number}"
    asked = agent.get(address)["Location"]
    assert asked == f"/desk/sign-in?next={address.replace('/', '%2F')}"

    given = {"username": "Ines@IVT.example", "password": PASSWORD, "next": address}
    assert agent.post("/desk/sign-in", given)["Location"] == address


@pytest.mark.parametrize(
    "elsewhere",
    [
        *(
            "https://evil.example/",
            "//evil.example",
            "javascript:x",
            "/\\evil.example",
            "https:evil",
        ),
        *(
            "/\t/evil.example",
            "\t//evil.example",
            "///evil.example",
            "\\\\evil.example",
            "evil.example",
        ),
        *("//testserver@evil.example/", "http://testserver.evil.example/"),
    ],
)
def test_nobody_is_led_to_another_site(agent: Client, elsewhere: str) -> None:
    agent.logout()
    given = {"username": "ines@ivt.example", "password": PASSWORD, "next": elsewhere}

    assert agent.post("/desk/sign-in", given)["Location"] == "/desk/"


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(agent: Client) -> None:
    agent.logout()
    said = []
    for username in ("ines@ivt.example", "nobody@ivt.example"):
        answer = agent.post("/desk/sign-in", {"username": username, "password": "guess"})
        assert answer.status_code == 422
        said.append(words(answer.content.decode()))

    assert "No agent has this address with this password." in said[0]
    assert said[0] == said[1]


def test_guessing_is_paused_even_for_the_right_password(agent: Client) -> None:
    agent.logout()
    for _ in range(10):
        agent.post("/desk/sign-in", {"username": "ines@ivt.example", "password": "guess"})

    answer = agent.post("/desk/sign-in", {"username": "ines@ivt.example", "password": PASSWORD})

    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


@pytest.mark.parametrize(
    "spelled",
    [
        *(
            "INES@ivt.example",
            "  ines@ivt.example ",
            "\uff49nes@ivt.example",
            "ines\uff20ivt.example",
        ),
        *("\U0001d4be\U0001d4c3es@ivt.example", "ines@ivt\u2024example", "ine\u017f@ivt.example"),
    ],
)
def test_another_spelling_of_a_name_is_no_new_account_to_guess_at(
    agent: Client, spelled: str
) -> None:
    agent.logout()
    for _ in range(10):
        agent.post("/desk/sign-in", {"username": "ines@ivt.example", "password": "guess"})

    answer = agent.post("/desk/sign-in", {"username": spelled, "password": PASSWORD})

    assert answer.status_code == 429


def test_a_leaver_is_out_at_once(agent: Client, ines: User, policy: None) -> None:
    assert agent.get("/desk/").status_code == 200
    ines.is_active = False
    ines.save()

    assert agent.get("/desk/").status_code == 302


def test_signing_out_takes_a_form_not_a_link(agent: Client, policy: None) -> None:
    assert agent.get("/desk/sign-out").status_code == 405
    agent.post("/desk/sign-out")

    assert agent.get("/desk/").status_code == 302
