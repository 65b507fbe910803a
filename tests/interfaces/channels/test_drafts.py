"""Drafts over the web: whose they are, and that none is lost or seen by another."""

from typing import Any

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import agent, at_noon
from tests.rooms.conftest import ines, opens, policy, seen, ticket
from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket

__all__ = ["agent", "at_noon", "ines", "opens", "policy", "ticket"]

KEY = "ticket:10004:reply"


def save(client: Client, text: str, key: str = KEY, **said: Any) -> Any:
    return client.post("/drafts", {"key": key, "text": text, "writer": "a", "turn": 1, **said})


def texts(client: Client, prefix: str = "") -> list[str]:
    return [one["text"] for one in client.get("/drafts", {"prefix": prefix}).json()["drafts"]]


def test_an_agent_finds_a_draft_again_on_another_machine(agent: Client, ines: User) -> None:
    assert save(agent, "We look into it").status_code == 200

    elsewhere = Client()
    elsewhere.force_login(ines)
    assert texts(elsewhere, "ticket:10004") == ["We look into it"]


def test_what_was_written_elsewhere_is_told_when_a_draft_is_saved(agent: Client) -> None:
    save(agent, "From the office")

    answer = save(agent, "From home", writer="b")

    assert [one["text"] for one in answer.json()["beside"]] == ["From the office"]


def test_nobody_reads_another_s_drafts(agent: Client, ines: User) -> None:
    save(agent, "Mine")
    other = Client()
    other.force_login(User.objects.create_user("tom@ivt.example", "Tom"))

    assert texts(other) == []
    assert texts(Client()) == []


@pytest.mark.django_db
def test_a_visitor_keeps_a_report_and_nobody_forges_their_name() -> None:
    visitor, other = Client(), Client()
    save(visitor, "All is blank", key="report:text")
    other.cookies["visitor"] = visitor.cookies["visitor"].value[:-2] + "xx"

    assert texts(visitor, "report") == ["All is blank"]
    assert texts(other, "report") == []


@pytest.mark.django_db
def test_a_signed_out_agent_is_told_that_the_text_stays_in_the_window() -> None:
    answer = save(Client(), "Half a reply")

    assert answer.status_code == 403
    assert "signed out" in answer.json()["say"]


@pytest.mark.django_db
def test_a_page_of_another_site_saves_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert save(strict, "Planted", key="report:text").status_code == 403


def test_a_draft_goes_with_the_message_it_was_sent_as(agent: Client, ticket: Ticket) -> None:
    key = f"ticket:{ticket.number}:note"
    save(agent, "Ask them", key=key)
    said = {"text": "Ask them", "seen": seen(ticket), "draft": "a;"}

    agent.post(f"/desk/tickets/{ticket.number}/note", said)

    assert texts(agent) == []


def test_a_draft_stays_where_the_message_was_refused(agent: Client, ticket: Ticket) -> None:
    key = f"ticket:{ticket.number}:note"
    save(agent, "Ask them", key=key)

    agent.post(f"/desk/tickets/{ticket.number}/note", {"text": " ", "seen": 1, "draft": "a;"})

    assert texts(agent) == ["Ask them"]
