"""Putting a ticket on other terms, from its page."""

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.pure.policy.relay import RELAY
from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.times import eastern
from troth.core.facts.kinds import ProductionSet, TermsSet
from troth.domain.contracts.actions import publish
from troth.domain.tickets.models import Ticket


@pytest.fixture
def relay(policy: None) -> int:
    return publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00")).pk


@pytest.fixture
def urgent(relay: int, opens: Opens) -> Ticket:
    """An Urgent trouble on no plan, in Ireland's office hours."""
    return opens(suggested="urgent")


def post(agent: Client, ticket: Ticket, terms: str) -> object:
    address = f"/desk/tickets/{ticket.number}/terms"
    return agent.post(address, {"terms": terms, "seen": seen(ticket)})


def test_each_choice_says_what_it_would_change(agent: Client, urgent: Ticket) -> None:
    page = words(agent.get(f"/desk/tickets/{urgent.number}/terms").content)

    assert "Without a plan these terms now" in page
    assert "Critical · Americas Response by 17:30 Irish; now it is Tue 12:30 Irish." in page
    assert "Starter These terms do not offer Urgent." in page


def test_terms_that_were_set_stand_on_the_ticket(agent: Client, urgent: Ticket, relay: int) -> None:
    answer = agent.post(
        f"/desk/tickets/{urgent.number}/terms",
        {"terms": f"{relay}:critical:americas", "seen": seen(urgent)},
        follow=True,
    )

    page = words(answer.content)
    assert last(urgent, "terms_set").fact == TermsSet(relay, "critical", "americas")
    assert "Critical · Americas" in page
    history = words(agent.get(f"/desk/tickets/{urgent.number}/history").content)
    assert (
        "Counted by Support for Larkfield Relay, version 2026.1, plan Critical, region Americas"
    ) in history


@pytest.mark.parametrize("terms", ["", "7", "x:team:", "1:2:3:4", ":team:", "9" * 30 + "::"])
def test_a_choice_that_is_none_is_refused(agent: Client, urgent: Ticket, terms: str) -> None:
    answer = agent.post(
        f"/desk/tickets/{urgent.number}/terms", {"terms": terms, "seen": seen(urgent)}
    )

    assert answer.status_code == 422
    assert "Choose the terms first." in words(answer.content)
    assert kinds_of(urgent).count("terms_set") == 1


def test_terms_of_another_edition_are_refused(agent: Client, urgent: Ticket, relay: int) -> None:
    answer = agent.post(
        f"/desk/tickets/{urgent.number}/terms", {"terms": f"{relay + 77}::", "seen": seen(urgent)}
    )

    assert answer.status_code == 422


def test_a_capped_trouble_offers_no_graver_severity_until_it_is_found_in_production(
    agent: Client, relay: int, opens: Opens
) -> None:
    ticket = opens(suggested="urgent", production=False)
    address = f"/desk/tickets/{ticket.number}"
    page = agent.get(address).content.decode()
    assert "Not on a production system" in words(page)
    assert 'name="severity" value="urgent"' not in page

    answer = agent.post(
        f"{address}/production",
        {"production": "yes", "seen": seen(ticket)},
        headers={"HX-Request": "true"},
    )

    assert last(ticket, "production_set").fact == ProductionSet(production=True)
    assert 'name="severity" value="urgent"' in answer.content.decode()


def test_a_policy_without_a_cap_asks_nothing_about_production(
    agent: Client, ticket: Ticket
) -> None:
    page = words(agent.get(f"/desk/tickets/{ticket.number}").content)

    assert "production system" not in page
