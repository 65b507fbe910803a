"""The page of who is on call: what it shows, and what can be done there."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.rooms.conftest import Opens, kinds_of
from tests.rooms.urgent.conftest import rota, team
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.promises.story import story
from troth.domain.tickets.models import Ticket
from troth.domain.urgent import queries
from troth.domain.urgent.actions import paging, rotas
from troth.domain.urgent.models import Way

__all__ = ["rota", "team"]
PAGE = "/desk/on-call"
pytestmark = pytest.mark.usefixtures("policy")


def shown(browser: Client, at: str = PAGE) -> str:
    return browser.get(at).content.decode()


def test_it_says_who_has_each_layer_and_who_comes_next(agent: Client, rota: object) -> None:
    page = shown(agent)

    assert "First on call" in page
    assert "then Tomas, from 9 Mar 08:00" in page
    assert "Urgent care reaches somebody all the coming week." in page


def test_a_desk_without_a_rota_says_so_and_how_to_have_one(agent: Client) -> None:
    page = shown(agent)

    assert "No rota yet" in page
    assert "Urgent care reaches nobody" in page
    assert "troth rota publish" in page


def test_a_gap_in_the_coming_week_is_warned_of(agent: Client, rota: dict[str, User]) -> None:
    for way in Way.objects.all():
        rotas.remove_way(way.pk, agent=way.agent, at=NOON)

    page = shown(agent)

    assert "Urgent care reaches nobody" in page
    assert "from 20:00 until Tue 08:00" in page
    assert "No page can reach you yet." in page


def test_an_agent_takes_a_layer_and_gives_it_back(agent: Client, rota: dict[str, User]) -> None:
    said = {"layer": "second", "begins": "2026-03-02T12:00", "ends": "2026-03-02T18:00"}

    agent.post(reverse("desk:overrides"), said)

    taken = queries.on_call(NOON + timedelta(hours=1))[1].now
    assert taken.person == "ines@ivt.example"
    assert "Ines Duarte has Second on call" in shown(agent)
    override = queries.standing_overrides(NOON, NOON + timedelta(1)).get()
    agent.post(reverse("desk:override", args=[override.pk]))
    assert queries.on_call(NOON + timedelta(hours=1))[1].now.person == "rui@ivt.example"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"begins": "nonsense"}, "Choose from when until when."),
        ({"ends": "2026-03-02T11:00"}, "It must end after it begins."),
        ({"layer": "third"}, "The rota in force has no such layer."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(
    agent: Client, rota: object, said: dict[str, str], words: str
) -> None:
    whole = {"layer": "second", "begins": "2026-03-02T12:00", "ends": "2026-03-02T18:00"} | said

    answer = agent.post(reverse("desk:overrides"), whole)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert whole["ends"] in answer.content.decode()


def test_only_a_lead_puts_somebody_else_on_call(agent: Client, rota: dict[str, User]) -> None:
    User.objects.filter(pk=rota["ines"].pk).update(role="agent")
    said = {"layer": "first", "begins": "2026-03-02T12:00", "ends": "2026-03-02T18:00"}
    other = said | {"agent": str(rota["rui"].pk)}

    refused = agent.post(reverse("desk:overrides"), other).content.decode()
    assert "A team lead says who else" in refused
    User.objects.filter(pk=rota["ines"].pk).update(role="lead")
    assert agent.post(reverse("desk:overrides"), other).status_code == 302


def test_a_way_is_read_shown_without_its_secrets_and_removed(
    agent: Client, rota: dict[str, User]
) -> None:
    wrong = agent.post(reverse("desk:ways"), {"kind": "mail", "to": "nonsense"})
    assert wrong.status_code == 422
    assert "Write an e-mail address" in wrong.content.decode()

    agent.post(reverse("desk:ways"), {"kind": "apprise", "to": "ntfys://h/secret", "after": "2"})
    page = shown(agent)
    assert "ntfys://…" in page
    assert "secret" not in page
    assert "after 2 minutes" in page

    way = queries.ways_of(rota["ines"].pk).last()
    assert way is not None
    agent.post(reverse("desk:way", args=[way.pk]))
    assert "ntfys" not in shown(agent)


def test_a_way_of_somebody_else_is_not_removed(agent: Client, rota: dict[str, User]) -> None:
    theirs = queries.ways_of(rota["rui"].pk).get()

    assert agent.post(reverse("desk:way", args=[theirs.pk])).status_code == 422
    assert queries.ways_of(rota["rui"].pk).exists()


def test_a_page_that_everybody_missed_is_on_every_screen(
    agent: Client, opens: Opens, rota: object
) -> None:
    ticket = opens(suggested="1")
    with transaction.atomic():
        paging.raise_page(story(ticket.number), why="call", by="desk", channel="phone", at=NOON)
    assert "Nobody has taken this page" not in shown(agent, "/desk/")

    for minutes in (5, 15):
        paging.advance_due(NOON + timedelta(minutes=minutes))

    for place in ("/desk/", "/desk/customers", PAGE, f"/desk/tickets/{ticket.number}"):
        assert "Nobody has taken this page" in shown(agent, place)


def test_an_agent_calls_whoever_is_on_call(agent: Client, ticket: Ticket, rota: object) -> None:
    agent.post(reverse("desk:page", args=[ticket.number]))

    assert "paged" in kinds_of(ticket)
    assert "Whoever is on call is being called" in shown(agent, PAGE)
