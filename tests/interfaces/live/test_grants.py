"""Who may have a stream, and who is told of company."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.presence import actions
from troth.domain.presence.models import Look
from troth.domain.tickets.models import Ticket
from troth.interfaces.live.grant import Grant


def test_an_agent_may_hear_of_the_desk_and_of_a_ticket(agent: Client, ticket: Ticket) -> None:
    desk, one = agent.get("/live/desk"), agent.get(f"/live/tickets/{ticket.number}")

    assert isinstance(desk, Grant)
    assert isinstance(one, Grant)
    assert (desk.reader.ticket, one.reader.ticket) == (None, ticket.number)
    assert one["Content-Type"] == "text/event-stream"
    assert one["X-Accel-Buffering"] == "no"
    assert "no-store" in one["Cache-Control"]
    assert "no-transform" in one["Cache-Control"]


@pytest.mark.parametrize("path", ["desk", "tickets/{}", "tickets/{}/company"])
def test_a_stranger_is_sent_to_sign_in(client: Client, ticket: Ticket, path: str) -> None:
    answer = client.get(f"/live/{path.format(ticket.number)}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/sign-in")


def test_an_agent_made_inactive_is_a_stranger(agent: Client, ines: User) -> None:
    User.objects.filter(pk=ines.pk).update(is_active=False)

    assert agent.get("/live/desk").status_code == 302


@pytest.mark.parametrize("path", ["", "/company"])
def test_a_ticket_that_is_not_there_has_no_stream(agent: Client, path: str) -> None:
    assert agent.get(f"/live/tickets/99{path}").status_code == 404


def test_company_is_named_and_escaped(agent: Client, ticket: Ticket) -> None:
    other = User.objects.create_user("x@ivt.example", "<b>Xi</b>")
    actions.come(uuid4(), ticket=ticket.number, by=other.pk, at=NOON)
    html = agent.get(f"/live/tickets/{ticket.number}/company").content
    assert b"<b>" not in html
    assert "has this open" in words(html)

    actions.write(ticket.number, what="reply", by=other.pk, at=NOON)
    assert "is writing a reply" in words(
        agent.get(f"/live/tickets/{ticket.number}/company").content
    )


def test_writing_is_noted_for_the_pages_that_are_open(
    agent: Client, ines: User, ticket: Ticket
) -> None:
    actions.come(uuid4(), ticket=ticket.number, by=ines.pk, at=NOON)
    agent.post(f"/live/tickets/{ticket.number}/writing", {"what": "note"})
    refused = agent.post(f"/live/tickets/{ticket.number}/writing", {"what": "poetry"})

    assert list(Look.objects.values_list("writes", flat=True)) == ["note"]
    assert refused.status_code == 422


def test_writing_is_not_noted_without_our_form(ines: User, ticket: Ticket) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ines)

    answer = strict.post(f"/live/tickets/{ticket.number}/writing", {"what": "note"})

    assert answer.status_code == 403
