"""The wallboard: the next hours drawn, what is broken, the load and the day."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, seen
from tests.times import NOON, eastern
from troth.core.clock.hours import Hours
from troth.domain.accounts.models import Team, User
from troth.domain.customers.models import Customer, Person
from troth.domain.tickets.actions import assigning, conversation
from troth.domain.tickets.models import Ticket
from troth.interfaces.desk.screens.timeline import BOX, LANES, WIDE, Drawing, Mark, draw
from troth.interfaces.ui.times import DeskClock

WEEK = Hours(
    "America/New_York",
    {day: [("08:00", "20:00")] for day in ("mon", "tue", "wed", "thu", "fri")},
)


def drawn(now: str, marks: list[Mark] | None = None) -> Drawing:
    at = eastern(now)
    return draw(marks or [], WEEK, DeskClock(WEEK.zone, "Eastern", at), at + timedelta(hours=8), 99)


def test_it_says_whether_support_is_open_and_what_is_due(agent: Client, opens: Opens) -> None:
    ticket = opens(suggested="1")

    wall = words(agent.get("/desk/wall").content)

    assert "Open until 20:00 Eastern" in wall
    assert "Due in the next 8 hours: 1" in wall
    assert f"14:00 Response · Severity 1, {ticket.ref} · Nobody" in wall
    assert "closes 20:00" in wall
    assert "No promise stands broken." in wall


def test_what_is_broken_is_said_with_how_late_it_is(
    agent: Client, opens: Opens, settings: Settings
) -> None:
    ticket = opens(suggested="1")
    settings.CLOCK_OFFSET = NOON + timedelta(hours=3, seconds=9) - datetime.now(UTC)

    wall = words(agent.get("/desk/wall").content)

    assert f"Response 1 h late Severity 1 {ticket.ref} · Nobody" in wall
    assert "1 broken, still owed" in wall or "broken, still owed 1" in wall


def test_it_counts_what_was_kept_today_and_whose_is_what(
    agent: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web", suggested="2")
    how = {"by": ines, "at": NOON}
    assigning.assign(ticket.number, agent_id=ines.pk, seen=seen(ticket), **how)  # type: ignore[arg-type]
    conversation.reply(ticket.number, text="We look.", seen=seen(ticket), **how)  # type: ignore[arg-type]

    wall = words(agent.get("/desk/wall").content)

    assert "kept 1 kept late 0" in wall
    assert "Nobody 0 Ines Duarte 1" in wall


@pytest.fixture
def named(ticket: Ticket) -> Ticket:
    """A ticket whose reporter works for a customer that is known."""
    person = Person.objects.get(name="Mara Lind")
    person.customer = Customer.objects.create(name="Acme Media")
    person.save()
    return ticket


def test_what_a_team_has_and_no_agent_yet_counts_as_the_teams(
    agent: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(suggested="2")
    opens(suggested="2")
    team = Team.objects.create(name="Playback")
    theirs = assigning.Whose("team", team.pk)
    assigning.give(ticket.number, theirs, seen=seen(ticket), by=ines, at=NOON)

    wall = words(agent.get("/desk/wall").content)

    assert "Nobody 1 Playback 1" in wall


def test_a_customer_is_a_company_on_the_wall_and_a_person_only_where_asked(
    agent: Client, named: Ticket
) -> None:
    wall = agent.get("/desk/wall").content.decode()
    assert "Acme Media" in wall
    assert "Mara Lind" not in wall
    assert named.subject not in wall

    assert "Mara Lind" in agent.get("/desk/wall?names=yes").content.decode()


def test_htmx_gets_the_wall_alone_and_strangers_nothing(agent: Client, opens: Opens) -> None:
    opens()
    part = agent.get("/desk/wall", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="wall"' in part
    assert "style=" not in part

    agent.logout()
    assert agent.get("/desk/wall").status_code == 302


def test_more_tickets_ask_no_more_of_the_database(
    agent: Client, opens: Opens, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        opens(suggested="1")

    with django_assert_max_num_queries(11):
        agent.get("/desk/wall")


def test_closed_hours_are_shaded_and_their_ends_are_named() -> None:
    evening = drawn("2026-03-02 18:00")
    assert [(shade.x, shade.width) for shade in evening.shades] == [(400, 1200)]
    assert [line.words for line in evening.changes] == ["closes 20:00"]

    night = drawn("2026-03-03 02:00")
    assert [(shade.x, shade.width) for shade in night.shades] == [(0, 1200)]
    assert [line.words for line in night.changes] == ["opens 08:00"]


def test_no_promise_is_drawn_over_another_or_beyond_the_edge() -> None:
    at = eastern("2026-03-02 12:00")
    marks = [
        Mark(at + timedelta(minutes=7 * n), "calm", "12:00 Answer", "", "x" * 99) for n in range(60)
    ]

    drawing = drawn("2026-03-02 12:00", marks)

    placed = drawing.placed
    lanes: dict[int, list[int]] = {}
    for one in placed:
        assert 0 <= one.box <= one.x <= one.box + BOX
        assert one.box + BOX <= WIDE
        lanes.setdefault(one.y, []).append(one.box)
    assert len(lanes) == LANES
    for boxes in lanes.values():
        assert all(b - a >= BOX for a, b in pairwise(boxes))
    assert len(drawing.ticks) == 60
    assert drawing.more == f"and {99 - len(placed)} more"
