"""Taking a page: by its link without a sign-in, by its button, and once."""

import re

from django.test import Client
from django.urls import reverse

from tests.rooms.conftest import kinds_of, last
from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket
from troth.interfaces.pager.links import PageFor, address_of


def link(ticket: Ticket, agent: User) -> str:
    page = last(ticket, "paged").position
    return re.sub(r"^https?://[^/]+", "", address_of(PageFor(ticket.number, page, agent.pk)))


def test_opening_the_link_takes_nothing(
    client: Client, paged: Ticket, rota: dict[str, User]
) -> None:
    for method in (client.get, client.head):
        assert method(link(paged, rota["ines"])).status_code == 200

    shown = client.get(link(paged, rota["ines"])).content.decode()
    assert "I have it" in shown
    assert "page_taken" not in kinds_of(paged)


def test_its_button_takes_the_page_without_a_sign_in(
    client: Client, paged: Ticket, rota: dict[str, User]
) -> None:
    shown = client.post(link(paged, rota["ines"])).content.decode()

    assert "You have it." in shown
    taken = last(paged, "page_taken")
    assert (taken.by, taken.fact.agent) == (rota["ines"].by, rota["ines"].pk)  # type: ignore[union-attr]


def test_whoever_comes_second_is_told_who_has_it(
    client: Client, paged: Ticket, rota: dict[str, User]
) -> None:
    client.post(link(paged, rota["ines"]))

    late = client.post(link(paged, rota["rui"]))

    assert late.status_code == 422
    assert "Ines Duarte has it." in late.content.decode()
    assert kinds_of(paged).count("page_taken") == 1


def test_a_link_that_is_not_ours_or_whose_agent_left_is_no_page(
    client: Client, paged: Ticket, rota: dict[str, User]
) -> None:
    whole = link(paged, rota["ines"])
    assert client.get(whole[:-2] + "xx").status_code == 404

    User.objects.filter(pk=rota["ines"].pk).update(is_active=False)
    assert client.get(whole).status_code == 404
    assert client.post(whole).status_code == 404
    assert "page_taken" not in kinds_of(paged)


def test_the_link_opens_no_ticket(client: Client, paged: Ticket, rota: dict[str, User]) -> None:
    client.post(link(paged, rota["ines"]))

    assert client.get(reverse("desk:ticket", args=[paged.number])).status_code == 302


def test_on_the_desk_the_page_is_called_for_and_taken(
    client: Client, opens: object, paged: Ticket, rota: dict[str, User]
) -> None:
    client.force_login(rota["rui"])
    shown = client.get(reverse("desk:ticket", args=[paged.number])).content.decode()
    assert "Nobody has the page yet" in shown

    client.post(reverse("desk:page-answer", args=[paged.number]))

    shown = client.get(reverse("desk:ticket", args=[paged.number])).content.decode()
    assert "Rui has the page." in shown
