"""Support can be reached in the ways the page lists, and each of them makes a ticket."""

import pytest

from tests.stories.desk import Desk
from tests.times import eastern
from troth.core.policy.prose.model import Table
from troth.core.policy.prose.page import page


@pytest.mark.parametrize("way", ["mail", "web", "phone"])
def test_a_trouble_becomes_a_ticket_whichever_way_it_comes(desk: Desk, way: str) -> None:
    ticket = desk.report("2026-03-02 12:00", channel=way, suggested="2")

    assert ticket.ref == f"IVT-{ticket.number}"
    assert desk.owes(ticket) == "response by 2026-03-02 16:00"


def test_the_published_page_lists_every_way(desk: Desk) -> None:
    contact = page(desk.edition("2026-03-02 12:00"), eastern("2026-03-02 12:00")).sections[0]
    (table,) = contact.blocks

    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Telephone", "E-mail", "Web"]


def test_the_same_mail_delivered_twice_is_one_ticket(desk: Desk) -> None:
    first = desk.report("2026-03-02 12:00", key="<one@acme.example>")
    again = desk.report("2026-03-02 12:01", key="<one@acme.example>")

    assert first.number == again.number


def test_a_mail_that_quotes_a_ticket_joins_it_only_for_who_takes_part_in_it(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    mine = desk.report("2026-03-02 12:10", subject=f"Re: [{ticket.ref}] Nobody can log in")
    stranger = desk.report(
        "2026-03-02 12:20", subject=f"Re: [{ticket.ref}]", email="eve@elsewhere.example"
    )

    assert mine.number == ticket.number
    assert stranger.number != ticket.number
