"""What is rarely done to a ticket, from a page of its own."""

from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import last, seen, sent
from tests.times import NOON
from troth.core.facts.kinds import Closed
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import closing, delivery, resolving
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for


def close(ticket: Ticket, by: User) -> None:
    resolving.resolve(
        ticket.number, how="fix", text="Install it.", seen=seen(ticket), by=by, at=NOON
    )
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=by, at=NOON)


def test_a_wrong_reason_is_put_right_from_the_page(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    close(ticket, ines)
    address = f"/desk/tickets/{ticket.number}/further"
    assert "Closed: Resolved without a change to the code" in words(agent.get(address).content)

    form = {"seen": seen(ticket), "reason": "not_our_component", "component": "the proxy"}
    page = words(
        agent.post(f"/desk/tickets/{ticket.number}/closure/correction", form, follow=True).content
    )

    fact = last(ticket, "closed").fact
    assert isinstance(fact, Closed)
    assert (fact.reason, fact.component) == ("not_our_component", "the proxy")
    assert "The reason was put right." in page
    theirs = words(agent.get(f"/t/{token_for(ticket)}").content)
    assert "The reason was put right. Closed. Caused by a component" in theirs


def test_a_ticket_closed_by_mistake_is_open_again(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    close(ticket, ines)
    form = {"seen": seen(ticket), "why": "The wrong ticket."}
    agent.post(f"/desk/tickets/{ticket.number}/closure/undoing", form)

    theirs = words(agent.get(f"/t/{token_for(ticket)}").content)
    assert "Open again: it was closed by mistake: The wrong ticket." in theirs
    history = words(agent.get(f"/desk/tickets/{ticket.number}/history").content)
    assert "Closing undone" in history


def test_what_is_refused_comes_back_with_all_that_was_typed(agent: Client, ticket: Ticket) -> None:
    form = {"seen": seen(ticket), "email": "ines@ivt.example", "name": "Otto", "why": "A slip."}
    answer = agent.post(f"/desk/tickets/{ticket.number}/reporter", form)

    assert answer.status_code == 422
    assert "one of us" in words(answer.content)
    assert 'value="Otto"' in answer.content.decode()
    assert "A slip." in words(answer.content)


def test_somebody_else_s_ticket_is_named_so(agent: Client, ticket: Ticket) -> None:
    form = {"seen": seen(ticket), "email": "otto@beta.example", "name": "Otto Quist", "why": "Slip"}
    page = words(agent.post(f"/desk/tickets/{ticket.number}/reporter", form, follow=True).content)

    assert "Found to be Otto Quist’s ticket" in page
