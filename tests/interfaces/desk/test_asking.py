"""What is asked, and by when it is needed, on the ticket's pages."""

from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import last, seen
from tests.times import eastern
from troth.core.facts.kinds import NeededBySet, RequestKindSet
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for


def test_an_event_ahead_counts_beside_the_promises_and_says_what_comes_too_late(
    agent: Client, ticket: Ticket
) -> None:
    form = {"seen": seen(ticket), "needed_at": "2026-03-02T15:00", "what": "The live webcast."}
    page = agent.post(f"/desk/tickets/{ticket.number}/needed-by", form, follow=True)

    fact = last(ticket, "needed_by_set").fact
    assert isinstance(fact, NeededBySet)
    assert fact.needed_at == eastern("2026-03-02 15:00")
    said = words(page.content)
    assert "Needed: The live webcast. 15:00" in said
    assert "Response is promised for a time after that: do it sooner." in said
    theirs = words(agent.get(f"/t/{token_for(ticket)}").content)
    assert "You need it by 15:00: The live webcast." in theirs
    assert "Needed" in words(agent.get("/desk/queue/all").content)
    assert list(differences()) == []

    form = {"seen": seen(ticket), "needed_at": "", "what": ""}
    agent.post(f"/desk/tickets/{ticket.number}/needed-by", form)
    assert Standing.objects.get(pk=ticket.pk).needed_at is None


def test_a_time_that_has_come_is_refused(agent: Client, ticket: Ticket) -> None:
    form = {"seen": seen(ticket), "needed_at": "2026-03-02T11:00", "what": "The webcast."}
    answer = agent.post(f"/desk/tickets/{ticket.number}/needed-by", form)

    assert answer.status_code == 422
    assert "come already" in words(answer.content)


def test_a_wish_is_told_from_an_error(agent: Client, ticket: Ticket) -> None:
    form = {"seen": seen(ticket), "request": "wish"}
    agent.post(f"/desk/tickets/{ticket.number}/request-kind", form)
    again = agent.post(
        f"/desk/tickets/{ticket.number}/request-kind", {"seen": seen(ticket), "request": "wish"}
    )

    assert last(ticket, "request_kind_set").fact == RequestKindSet("wish")
    assert again.status_code == 422
    assert "Wish" in words(agent.get("/desk/queue/all").content)
    assert list(differences()) == []
