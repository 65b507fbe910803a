"""Canned replies: prepared by any agent, filled in for a ticket, never sent half filled."""

from html import unescape
from typing import Any

from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import kinds_of, seen
from troth.domain.accounts.models import Team, User
from troth.domain.drafts.models import CannedReply
from troth.domain.tickets.models import Ticket

TEXT = "Dear {{customer name}}, we have {{number}} and answer by {{due time}}. {{agent}}"


def prepare(agent: Client, **said: Any) -> Any:
    return agent.post("/desk/canned/new", {"title": "Received", "text": TEXT, "team": "", **said})


def test_it_is_offered_filled_in_for_the_ticket(agent: Client, ticket: Ticket) -> None:
    assert prepare(agent).status_code == 302

    html = agent.get(f"/desk/tickets/{ticket.number}/canned").content.decode()

    offered = unescape(html.partition('data-canned="')[2].partition('"')[0])
    assert offered.startswith(f"Dear Mara Lind, we have {ticket.ref} and answer by Mon 2 Mar 2026")
    assert offered.endswith(". Ines")


def test_a_reply_with_a_variable_left_is_not_sent(agent: Client, ticket: Ticket) -> None:
    before = kinds_of(ticket)
    said = {"text": "We answer by {{due time}}.", "seen": seen(ticket)}

    answer = agent.post(f"/desk/tickets/{ticket.number}/reply", said)

    assert answer.status_code == 422
    assert "fill in {{due time}} first" in words(answer.content)
    assert kinds_of(ticket) == before


def test_a_variable_no_ticket_fills_is_refused_and_the_text_kept(agent: Client) -> None:
    answer = prepare(agent, text="Dear {{custmer}},")

    assert answer.status_code == 422
    assert "No ticket fills {{custmer}}" in words(answer.content)
    assert "Dear {{custmer}},</textarea>" in answer.content.decode()


def test_a_team_s_replies_are_offered_to_its_members(
    agent: Client, ines: User, ticket: Ticket
) -> None:
    platform, sales = Team.objects.create(name="Platform"), Team.objects.create(name="Sales")
    platform.members.add(ines, through_defaults={})
    prepare(agent, title="For us", team=platform.pk)
    prepare(agent, title="For others", team=sales.pk)

    offer = words(agent.get(f"/desk/tickets/{ticket.number}/canned").content)

    assert "For us" in offer
    assert "For others" not in offer
    assert "For others" in words(agent.get("/desk/canned").content)


def test_it_is_changed_and_removed(agent: Client, ines: User) -> None:
    prepare(agent)
    row = CannedReply.objects.get()
    agent.post(f"/desk/canned/{row.pk}", {"title": "Got it", "text": "Thanks.", "team": ""})
    row.refresh_from_db()
    assert (row.title, row.text, row.changed_by) == ("Got it", "Thanks.", ines)

    agent.post(f"/desk/canned/{row.pk}", {"remove": "yes"})
    assert not CannedReply.objects.exists()
    assert agent.post(f"/desk/canned/{row.pk}", {"remove": "yes"}).status_code == 422


def test_two_with_one_title_are_refused(agent: Client) -> None:
    prepare(agent)

    assert "already" in words(prepare(agent).content)
