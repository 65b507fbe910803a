"""A ticket waits, on its pages."""

from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.pure.policy.relay import RELAY
from tests.rooms.conftest import Opens, last, seen, sent
from tests.times import NOON, eastern
from troth.core.facts.kinds import TermsSet, WaitingBegan
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.tickets.actions import conversation, delivery
from troth.domain.tickets.actions.terms import set_terms
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for


def let_wait(agent: Client, ticket: Ticket, **said: str) -> str:
    form = {"seen": seen(ticket), "reason": "for_customer", **said}
    answer = agent.post(f"/desk/tickets/{ticket.number}/waiting", form, follow=True)
    return words(answer.content)


def test_what_stands_still_is_said_before_it_is_chosen(agent: Client, ticket: Ticket) -> None:
    page = words(agent.get(f"/desk/tickets/{ticket.number}/waiting").content)

    assert "Support has asked the customer for something" in page
    assert "Until the customer writes. Stands still: nothing." in page


def test_both_sides_read_what_is_waited_for(agent: Client, ticket: Ticket) -> None:
    page = let_wait(agent, ticket, what="The log of the player.")
    assert "Waits Support has asked the customer for something The log of the player." in page
    assert "It waits no longer" in page

    theirs = words(agent.get(f"/t/{token_for(ticket)}").content)
    assert "Support has asked the customer for something: The log of the player." in theirs
    assert "We wait for your answer: write below, and we go on." in theirs

    ended = agent.post(
        f"/desk/tickets/{ticket.number}/waiting/end", {"seen": seen(ticket)}, follow=True
    )
    assert "Let it wait…" in words(ended.content)


def test_a_date_is_read_on_the_clock_of_whoever_types_it(agent: Client, ticket: Ticket) -> None:
    let_wait(agent, ticket, reason="until_a_date", until="2026-03-04T09:30")

    fact = last(ticket, "waiting_began").fact
    assert isinstance(fact, WaitingBegan)
    assert fact.until == eastern("2026-03-04 09:30")


def test_what_is_refused_comes_back_with_what_was_typed(agent: Client, ticket: Ticket) -> None:
    form = {"seen": seen(ticket), "reason": "until_a_date", "what": "The move.", "until": "soon"}
    for until, say in (("soon", "Give a date and a time."), ("", "Say until when it waits.")):
        answer = agent.post(
            f"/desk/tickets/{ticket.number}/waiting",
            form | {"until": until},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 422
        assert answer["HX-Retarget"] == "#waiting-form-place"
        assert say in words(answer.content)
        assert "The move." in words(answer.content)


def test_a_promise_that_stands_still_says_so(
    agent: Client, policy: None, opens: Opens, ines: User
) -> None:
    edition = publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00")).pk
    ticket = opens(suggested="urgent")
    terms = TermsSet(edition, "critical", "americas")
    set_terms(ticket.number, terms, seen=seen(ticket), by=ines, at=NOON)
    conversation.reply(ticket.number, text="We look.", seen=seen(ticket), by=ines, at=NOON)
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    page = let_wait(agent, ticket)

    assert "stands still since 12:00" in page
    assert "due once it goes on" in page
    assert "Stands still: Our news. The customer is reminded" in page
    made_by = last(ticket, "message_accepted").position
    why = words(agent.get(f"/desk/tickets/{ticket.number}/promises/update/{made_by}").content)
    assert "Stood still from Mon 2 Mar 2026 17:00:" in why
    assert "When it is due is known once it goes on." in why
