"""The search page and the palette's answers: what is shown, to whom, and how it is written."""

import pytest
from django.test import Client

from tests.rooms.conftest import Opens, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import conversation


def test_results_show_where_a_ticket_says_it(agent: Client, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="1", company="Acme")
    conversation.note(
        ticket.number, text="The pool <b>ran</b> dry.", seen=seen(ticket), by=ines, at=NOON
    )
    text = agent.get("/desk/search", {"q": "pool"}).content.decode()

    assert f'href="/desk/tickets/{ticket.number}"' in text
    assert "Staff only" in text
    assert "The <mark>pool</mark> &lt;b&gt;ran&lt;/b&gt; dry." in text
    assert "Severity 1" in text
    assert "Acme · Mara Lind" in text
    assert "One ticket" in text


def test_what_was_typed_is_never_markup(agent: Client, opens: Opens) -> None:
    opens(subject='<script>alert("x")</script>')
    text = agent.get("/desk/search", {"q": '"><script> script severity:<i>'}).content.decode()

    assert "<script>" not in text
    assert "<i>" not in text


def test_a_number_that_is_entered_opens_its_ticket(agent: Client, opens: Opens) -> None:
    ticket = opens()
    for said in (str(ticket.number), f"#{ticket.number}", f" {ticket.ref.lower()} "):
        answer = agent.get("/desk/search", {"q": said})
        assert answer["Location"] == f"/desk/tickets/{ticket.number}"

    while_typing = agent.get("/desk/search", {"q": ticket.number}, headers={"HX-Request": "true"})
    assert while_typing.status_code == 200
    assert ticket.ref in while_typing.content.decode()


def test_to_htmx_only_the_results_are_shown(agent: Client, opens: Opens) -> None:
    opens()
    answer = agent.get("/desk/search", {"q": "blank"}, headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div class="stack" id="results"')
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("severity:9 blank", "No such severity: 9; known are 1, 2, 3"),
        ("is:lost blank", "No such state: lost; known are open"),
        ("due:soon blank", "Not a time: soon"),
        ("assinee:me", "Did you mean assignee:"),
        ("blank nowhere", "Nothing was found."),
        ("blank se", "severity:"),
        ("", "What you can search for"),
    ],
)
def test_every_state_helps(agent: Client, opens: Opens, said: str, told: str) -> None:
    opens()
    assert told in agent.get("/desk/search", {"q": said}).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 40, "12345"])
def test_any_address_is_answered(agent: Client, opens: Opens, before: str) -> None:
    opens()
    answer = agent.get("/desk/search", {"q": "blank\0 ' %s {} \\", "before": before})
    assert answer.status_code == 200


def test_a_stranger_finds_nothing(client: Client, opens: Opens) -> None:
    opens()
    for address in ("/desk/search?q=blank", "/desk/palette?q=blank"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/sign-in")


def found(agent: Client, said: str) -> dict[str, list[str]]:
    groups = agent.get("/desk/palette", {"q": said}).json()["groups"]
    return {group["name"]: [one["text"] for one in group["options"]] for group in groups}


def test_the_palette_finds_tickets_customers_and_clauses(
    agent: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(company="Acme <Media>")
    named = f"{ticket.ref} Nobody can log in"

    assert found(agent, "acme") == {
        "Tickets": [named],
        "Customers": ["Acme <Media>"],
        "Search": ["Search for “acme”"],
    }
    assert found(agent, str(ticket.number))["Tickets"][0] == named
    assert "Severities" in found(agent, "severit")["Policy"]
    assert found(agent, "") == {}


def test_the_palette_leads_somewhere(agent: Client, opens: Opens) -> None:
    opens(company='Say "cheese"')
    for said in ("cheese", "severities", "blank"):
        for group in agent.get("/desk/palette", {"q": said}).json()["groups"]:
            for one in group["options"]:
                assert agent.get(one["url"]).status_code == 200, one


def test_the_palette_has_nothing_to_say_without_a_policy(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert client.get("/desk/palette", {"q": "x"}).json() == {"groups": []}
