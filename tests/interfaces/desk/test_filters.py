"""Narrowing the queue, saving views, and changing many tickets at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.interfaces.desk.conftest import words
from tests.interfaces.desk.test_queue import refs
from tests.rooms.conftest import Opens, kinds_of, last
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import User
from troth.domain.customers.models import Customer, Person
from troth.domain.queues.models import SavedView
from troth.domain.tickets.actions.assigning import Whose, give
from troth.domain.tickets.actions.triage import triage
from troth.domain.tickets.models import Ticket

SEEN = 10**6


def shown(agent: Client, address: str) -> list[str]:
    answer = agent.get(address)
    assert answer.status_code == 200
    return refs(answer.content.decode())


@pytest.fixture
def four(opens: Opens, ines: User) -> list[Ticket]:
    """Four tickets, each different in one way."""
    acme = Customer.objects.create(name="Acme")
    made = [
        opens(suggested="1"),
        opens(suggested="2", channel="web"),
        opens(suggested="2", email="joel@north.example"),
        opens(suggested="2"),
    ]
    Person.objects.filter(ticket=made[2]).update(customer=acme)
    give(made[3].number, Whose("agent", ines.pk), seen=SEEN, by=ines, at=NOON)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("severity=1", [0]),
        ("severity=1&severity=2", [0, 1, 2, 3]),
        ("channel=web", [1]),
        ("assignee=me", [3]),
        ("assignee=nobody", [0, 1, 2]),
        ("assignee=me&severity=1", []),
        ("severity=2&channel=mail&assignee=nobody", [2]),
        ("team=none", [0, 1, 2, 3]),
        ("team=mine", []),
        ("last=customer", [0, 1, 2, 3]),
        ("last=us", []),
        ("state=untriaged", [0, 1, 2, 3]),
        ("state=held&state=untriaged", [0, 1, 2, 3]),
        ("state=broken", []),
        ("due=3h", [0]),
    ],
)
def test_filters_narrow_and_combine(
    agent: Client, four: list[Ticket], query: str, expected: list[int]
) -> None:
    assert shown(agent, f"/desk/queue/all?{query}") == [str(four[one].number) for one in expected]


def test_a_customer_and_a_team_narrow(agent: Client, four: list[Ticket], ines: User) -> None:
    team = teams.form("Media")
    teams.join(team, [ines])
    give(four[1].number, Whose("team", team.pk), seen=SEEN, by=ines, at=NOON)
    acme = Customer.objects.get()

    assert shown(agent, f"/desk/queue/all?customer={acme.pk}") == [str(four[2].number)]
    assert shown(agent, f"/desk/queue/all?team={team.pk}") == [str(four[1].number)]
    assert shown(agent, "/desk/queue/all?team=mine") == [str(four[1].number)]
    assert shown(agent, "/desk/queue/team") == [str(four[1].number)]


def test_what_is_chosen_stands_there_and_can_be_taken_away(
    agent: Client, four: list[Ticket]
) -> None:
    html = agent.get("/desk/queue/all?severity=2&assignee=nobody").content.decode()

    assert "Severity Severity 2" in words(html.encode())
    assert 'href="/desk/queue/all?assignee=nobody"' in html
    assert 'href="/desk/queue/all?severity=2"' in html


def test_what_is_not_there_is_left_out_and_told(agent: Client, four: list[Ticket]) -> None:
    page = words(agent.get("/desk/queue/all?severity=9&customer=77&channel=web").content)

    assert "left out: severity: 9, customer: 77" in page
    assert shown(agent, "/desk/queue/all?severity=9&channel=web") == [str(four[1].number)]


def test_a_narrowed_queue_is_paged_as_the_whole_one(agent: Client, opens: Opens) -> None:
    made = [str(opens(suggested="2").number) for _ in range(53)]
    opens(suggested="1")

    first = agent.get("/desk/queue/all?severity=2").content.decode()
    following = re.findall(r'class="button" href="([^"]+)"', first)[-1].replace("&amp;", "&")
    second = agent.get(following).content.decode()

    assert "severity=2" in following
    assert refs(first) + refs(second) == made


def test_nothing_that_matches_says_so_and_leads_back(agent: Client, four: list[Ticket]) -> None:
    page = words(agent.get("/desk/queue/all?last=us").content)

    assert "No ticket matches." in page
    assert "Take all filters away" in page


def test_the_form_offers_what_there_is(agent: Client, four: list[Ticket]) -> None:
    page = words(agent.get("/desk/queue/all/filters?severity=2").content)

    assert all(word in page for word in ("Severity 1", "Acme", "Ines Duarte", "by mail"))
    assert agent.get("/desk/queue/nonsense/filters").status_code == 404


def test_a_filtered_page_asks_little_of_the_database(
    agent: Client, four: list[Ticket], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agent.get("/desk/queue/all")

    with django_assert_max_num_queries(12):
        agent.get("/desk/queue/all?severity=2&assignee=me&last=customer")


def save(agent: Client, name: str, query: str, **more: str) -> int:
    said = {"name": name, "only": "all", "query": query, **more}
    return agent.post("/desk/views", said).status_code


def test_a_view_is_saved_listed_counted_and_begun_with(
    agent: Client, four: list[Ticket], ines: User
) -> None:
    assert save(agent, "Grave", "severity=1") == 302
    view = SavedView.objects.get()
    assert "Grave 1" in words(agent.get("/desk/queue/all").content)

    agent.post(f"/desk/views/{view.pk}", {"do": "begin"})
    assert agent.get("/desk/")["Location"] == "/desk/queue/all?severity=1"

    agent.post(f"/desk/views/{view.pk}", {"do": "whole"})
    assert shown(agent, "/desk/") == [str(one.number) for one in four]


def test_a_view_without_a_name_comes_back_with_its_filters(
    agent: Client, four: list[Ticket]
) -> None:
    answer = agent.post("/desk/views", {"name": " ", "only": "all", "query": "severity=1"})

    assert answer.status_code == 422
    assert "Give the view a name." in words(answer.content)
    assert 'value="severity=1"' in answer.content.decode()


def test_a_view_is_shared_with_a_team_and_with_nobody_else(
    agent: Client, four: list[Ticket], ines: User
) -> None:
    team = teams.form("Media")
    teams.join(team, [ines])
    assert save(agent, "Ours", "team=mine", team=str(team.pk)) == 302
    view = SavedView.objects.get()
    tomas, lena = (
        User.objects.create_user(f"{name}@ivt.example", name) for name in ("tomas", "lena")
    )
    teams.join(team, [tomas])

    agent.force_login(tomas)
    assert "Ours" in words(agent.get("/desk/queue/all").content)
    assert agent.post(f"/desk/views/{view.pk}", {"do": "forget"}).status_code == 422
    agent.force_login(lena)
    assert "Ours" not in words(agent.get("/desk/queue/all").content)
    assert agent.post(f"/desk/views/{view.pk}", {"do": "begin"}).status_code == 422
    assert save(agent, "Theirs", "", team=str(team.pk)) == 422


def test_views_are_put_in_order_and_forgotten(agent: Client, four: list[Ticket]) -> None:
    for name in ("A", "B", "C"):
        save(agent, name, f"severity={'ABC'.index(name) + 1}")
    last_one = SavedView.objects.get(name="C")

    agent.post(f"/desk/views/{last_one.pk}", {"do": "up"})
    assert list(SavedView.objects.order_by("place").values_list("name", flat=True)) == [
        "A",
        "C",
        "B",
    ]
    agent.post(f"/desk/views/{last_one.pk}", {"do": "forget"})
    assert SavedView.objects.filter(name="C").count() == 0


def change(agent: Client, **said: object) -> tuple[int, str]:
    answer = agent.post("/desk/changes", said, follow=True)
    return answer.status_code, words(answer.content)


def test_ticked_tickets_become_mine_at_once(agent: Client, four: list[Ticket], ines: User) -> None:
    ticked = [f"{one.number}.3" for one in four[:2]]

    status, page = change(agent, do="mine", only="all", ticket=ticked)

    assert (status, "2 tickets changed." in page) == (200, True)
    assert shown(agent, "/desk/queue/mine") == [
        str(four[0].number),
        str(four[1].number),
        str(four[3].number),
    ]


def test_what_does_not_go_says_why(agent: Client, four: list[Ticket], ines: User) -> None:
    ticked = [f"{four[0].number}.3", f"{four[3].number}.3"]  # the last was assigned since then

    status, page = change(agent, do="mine", only="all", ticket=ticked)

    assert status == 200
    assert "One ticket changed." in page or "1 ticket changed." in page
    assert f"{four[3].number} Somebody else assigned this ticket meanwhile." in page


def test_a_note_on_many_is_asked_for_and_kept(agent: Client, four: list[Ticket]) -> None:
    ticked = [str(one.number) for one in four[:2]]
    _, page = change(agent, do="note", only="all", ticket=ticked)
    assert "The same note on 2 tickets" in page

    change(agent, do="note", only="all", ticket=ticked, sure="yes", text="See release 4.3.")

    assert [kinds_of(one)[-1] for one in four[:3]] == ["note", "note", kinds_of(four[2])[-1]]


def test_a_whole_view_is_changed_after_its_true_count_was_shown(
    agent: Client, opens: Opens, ines: User
) -> None:
    made = [opens(suggested="2") for _ in range(55)]
    other = opens(suggested="1")
    said = {"only": "all", "query": "severity=2", "whole": "yes"}

    _, page = change(agent, do="mine", **said)
    assert "Assign 55 tickets" in page
    assert not any("assigned" in kinds_of(one) for one in made)

    change(agent, do="give", sure="yes", whose="mine", handover="All yours.", **said)
    assert all(last(one, "assigned").by == ines.by for one in made)
    assert "assigned" not in kinds_of(other)


def test_a_whole_view_that_asks_for_what_is_not_there_changes_nothing(
    agent: Client, four: list[Ticket]
) -> None:
    _, page = change(
        agent, do="give", only="all", query="severity=9", whole="yes", sure="yes", whose="mine"
    )

    assert "asks for something that is not there" in page
    assert "assigned" not in kinds_of(four[0])


def test_nothing_ticked_says_so(agent: Client, four: list[Ticket]) -> None:
    assert "Choose a ticket first." in change(agent, do="mine", only="all")[1]


def test_nobody_chosen_comes_back_with_what_was_written(agent: Client, four: list[Ticket]) -> None:
    status, page = change(
        agent, do="give", only="all", ticket=[str(four[0].number)], sure="yes", handover="Mind it."
    )

    assert status == 422
    assert "Say whose it is to be." in page
    assert "Mind it." in page


def test_whom_to_give_it_to_shows_load_and_who_is_away(
    agent: Client, four: list[Ticket], ines: User
) -> None:
    tomas = User.objects.create_user("tomas@ivt.example", "Tomas Reyl")
    teams.go_away(tomas, until=NOON + timedelta(hours=3), note="at the dentist", at=NOON)
    teams.form("Media")

    page = words(agent.get(f"/desk/tickets/{four[0].number}/assignment").content)

    assert "Ines Duarte (you) 1 open" in page
    assert "Tomas Reyl 0 open Away until 15:00: at the dentist" in page
    assert "Media, in turn to whoever waited longest" in page


def test_a_hand_over_stands_on_top_of_the_ticket(
    agent: Client, four: list[Ticket], ines: User
) -> None:
    tomas = User.objects.create_user("tomas@ivt.example", "Tomas Reyl")
    said = {"seen": SEEN, "whose": f"agent-{tomas.pk}", "handover": "The logs are on their way."}
    answer = agent.post(f"/desk/tickets/{four[0].number}/assignment", said, follow=True)

    page = words(answer.content)
    assert "Handed over by Ines Duarte, for staff only The logs are on their way." in page
    assert "Assigned to Tomas Reyl" in page


def test_whose_it_is_to_be_has_to_be_somebody(agent: Client, four: list[Ticket]) -> None:
    for whose in ("agent-999999", "team-9", "turn-9", "everybody"):
        said = {"seen": SEEN, "whose": whose}
        assert agent.post(f"/desk/tickets/{four[0].number}/assignment", said).status_code == 422


def test_somebody_goes_away_and_comes_back(agent: Client, policy: None, ines: User) -> None:
    page = agent.post(
        "/desk/away", {"until": "2026-03-03T09:00", "note": "Travelling"}, follow=True
    )
    ines.refresh_from_db()
    assert ines.away_until == datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert "You are away until Tue 09:00 . Travelling" in words(page.content)

    agent.post("/desk/away", {"back": "yes"})
    ines.refresh_from_db()
    assert ines.away_until is None


@pytest.mark.parametrize("until", ["", "yesterday", "2026-03-02T09:00", "9999-12-31T23:59"])
def test_a_time_that_is_none_or_has_passed_is_refused(
    agent: Client, policy: None, until: str
) -> None:
    assert agent.post("/desk/away", {"until": until}).status_code == 422


def test_triage_shows_in_a_filter_at_once(agent: Client, four: list[Ticket], ines: User) -> None:
    triage(four[1].number, severity="2", reason="", seen=SEEN, by=ines, at=NOON)

    assert str(four[1].number) not in shown(agent, "/desk/queue/all?state=untriaged")
