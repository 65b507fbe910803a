"""Who works here, as what, in which teams, and who says that somebody is away."""

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import words
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import Team, User

pytestmark = pytest.mark.usefixtures("policy")
SAM = {"name": "Sam Ito", "email": "sam@ivt.example", "password": "correct horse", "role": "lead"}


def browser(name: str, role: str) -> tuple[User, Client]:
    user = User.objects.create_user(f"{name}@ivt.example", name.title(), role=role)
    client = Client()
    client.force_login(user)
    return user, client


def test_an_administrator_lets_somebody_in_changes_their_role_and_lets_them_go(
    agent: Client, ines: User
) -> None:
    agent.post("/desk/staff", SAM)
    sam = User.objects.get(email=SAM["email"])
    assert sam.role == "lead"
    agent.post(f"/desk/staff/{sam.pk}", {"role": "auditor"})
    assert "Sam Ito auditor" in words(agent.get("/desk/staff").content)
    agent.post(f"/desk/staff/{sam.pk}", {"do": "gone"})
    assert not User.objects.get(pk=sam.pk).is_active

    last = agent.post(f"/desk/staff/{ines.pk}", {"role": "agent"})
    assert last.status_code == 422
    assert "Nobody would be left" in words(last.content)
    again = agent.post("/desk/staff", SAM)
    assert "sam@ivt.example signs in already." in words(again.content)
    assert 'value="Sam Ito"' in again.content.decode()


def test_teams_are_formed_joined_and_given_new_tickets(agent: Client, ines: User) -> None:
    agent.post("/desk/teams", {"name": "Media"})
    team = Team.objects.get()
    agent.post(f"/desk/teams/{team.pk}", {"do": "join", "agent": ines.pk})
    agent.post(f"/desk/teams/{team.pk}", {"do": "new"})
    page = words(agent.get("/desk/staff").content)
    assert "Media is given new tickets, in turn" in page
    assert list(team.members.all()) == [ines]
    agent.post(f"/desk/teams/{team.pk}", {"do": "no new"})
    agent.post(f"/desk/teams/{team.pk}", {"do": "leave", "agent": ines.pk})
    assert not team.members.exists()
    assert agent.post(f"/desk/teams/{team.pk}", {"do": "join", "agent": 99}).status_code == 404


def test_a_lead_says_who_of_their_teams_is_away_and_of_no_other() -> None:
    lead, led = browser("cy", "lead")
    dee, ed = (User.objects.create_user(f"{one}@ivt.example", one.title()) for one in ("dee", "ed"))
    teams.join(teams.form("Media"), [lead, dee])
    said = {"until": "2026-03-09", "note": "ill"}

    assert led.post(f"/desk/staff/{dee.pk}/away", said).status_code == 302
    refused = led.post(f"/desk/staff/{ed.pk}/away", said)
    assert refused.status_code == 422
    assert "Ed is in none of your teams." in words(refused.content)
    dee.refresh_from_db()
    ed.refresh_from_db()
    assert teams.is_away(dee.away_until, NOON)
    assert not teams.is_away(ed.away_until, NOON)
    assert "away until 2026-03-09" in words(led.get("/desk/staff").content)
    led.post(f"/desk/staff/{dee.pk}/away", {"back": "yes"})
    dee.refresh_from_db()
    assert not teams.is_away(dee.away_until, NOON)
    assert led.post(f"/desk/staff/{dee.pk}/away", {"until": "soon"}).status_code == 422
