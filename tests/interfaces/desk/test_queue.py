"""The queue."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.tickets.actions.triage import triage

SEEN = 10**6


def refs(html: str) -> list[str]:
    """Return the numbers of a queue's rows, in order."""
    return [part.split('"')[0] for part in html.split('id="row-')[1:]]


def test_what_is_due_first_stands_first(agent: Client, opens: Opens) -> None:
    late, soon = opens(suggested="3", subject="A question"), opens(suggested="1")

    html = agent.get("/desk/").content.decode()

    assert refs(html) == [str(soon.number), str(late.number)]
    assert "Response in 1 h 59 min 14:00" in words(html) or "Response in 2 h 14:00" in words(html)


def test_a_broken_promise_is_said_in_a_word(
    agent: Client, opens: Opens, settings: Settings
) -> None:
    opens(suggested="1")
    settings.CLOCK_OFFSET = NOON + timedelta(hours=3, seconds=9) - datetime.now(UTC)

    page = words(agent.get("/desk/queue/broken").content)

    assert "Response broken 1 h ago" in page


def test_untriaged_tickets_cannot_be_overlooked(agent: Client, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="2")
    assert "One ticket is untriaged." in words(agent.get("/desk/").content)

    triage(ticket.number, severity="2", reason="", seen=SEEN, by=ines, at=NOON)

    assert "untriaged." not in words(agent.get("/desk/").content)


def test_an_empty_queue_says_what_that_means(agent: Client, policy: None) -> None:
    assert "Nothing is due. Every ticket is closed." in words(agent.get("/desk/").content)


def test_a_tab_that_is_not_there_is_not_found(agent: Client, policy: None) -> None:
    assert agent.get("/desk/queue/everything").status_code == 404


def test_pages_follow_each_other_without_loss(agent: Client, opens: Opens) -> None:
    made = [str(opens(suggested="2").number) for _ in range(55)]

    first = agent.get("/desk/").content.decode()
    following = first.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    second = agent.get(following).content.decode()

    assert refs(first) + refs(second) == made


@pytest.mark.parametrize("after", ["x", "2026-03-02,1", "2026-03-02T12:00:00+00:00,x", ","])
def test_a_broken_page_address_shows_the_first_page(
    agent: Client, opens: Opens, after: str
) -> None:
    ticket = opens()

    assert refs(agent.get("/desk/", {"after": after}).content.decode()) == [str(ticket.number)]


def test_htmx_gets_the_queue_alone(agent: Client, opens: Opens) -> None:
    opens()

    html = agent.get("/desk/", headers={"HX-Request": "true"}).content.decode()

    assert html.strip().startswith('<div class="stack" id="queue"')
    assert "<html" not in html


def test_more_rows_ask_no_more_of_the_database(
    agent: Client, opens: Opens, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        opens()
    agent.get("/desk/")

    with django_assert_max_num_queries(11):
        agent.get("/desk/")


@pytest.mark.parametrize("after", ["2026-03-02T17:00:00+20:00,1", "0001-01-01T00:00:00+09:00,1"])
def test_a_page_that_no_link_of_ours_names_is_no_fault(
    agent: Client, opens: Opens, after: str
) -> None:
    opens()

    assert agent.get("/desk/", {"after": after}).status_code == 200
