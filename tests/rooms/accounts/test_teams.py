"""Teams, turns and being away."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.rooms.at_once import at_once
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import Membership, Team, User
from troth.domain.refusal import Refused


@pytest.fixture
def three(db: None) -> list[User]:
    """Three agents."""
    return [User.objects.create_user(f"{name}@ivt.example", name) for name in ("Ada", "Bo", "Cy")]


@pytest.fixture
def media(three: list[User]) -> Team:
    """A team of the three."""
    team = teams.form("Media")
    teams.join(team, three)
    return team


def test_a_team_is_named_once_and_not_without_a_name(db: None) -> None:
    teams.form("Media")

    with pytest.raises(Refused, match="already"):
        teams.form(" Media ")
    with pytest.raises(Refused, match="needs a name"):
        teams.form(" ")


def test_one_after_the_other_has_a_turn(media: Team, three: list[User]) -> None:
    ada, bo, cy = (user.pk for user in three)

    assert teams.take_turns(media.pk, 4, at=NOON) == [ada, bo, cy, ada]
    assert teams.take_turns(media.pk, 1, at=NOON) == [bo]


def test_who_is_away_is_passed_over_until_they_are_back(media: Team, three: list[User]) -> None:
    ada, bo, cy = three
    teams.go_away(bo, until=NOON + timedelta(hours=2), note="at the dentist", at=NOON)

    assert teams.take_turns(media.pk, 2, at=NOON) == [ada.pk, cy.pk]
    assert teams.take_turns(media.pk, 1, at=NOON + timedelta(hours=2)) == [bo.pk]


def test_who_left_the_desk_has_no_turn(media: Team, three: list[User]) -> None:
    User.objects.filter(pk=three[0].pk).update(is_active=False)

    assert teams.take_turns(media.pk, 1, at=NOON) == [three[1].pk]


def test_a_newcomer_does_not_get_everything_on_the_first_day(
    media: Team, three: list[User]
) -> None:
    teams.take_turns(media.pk, 5, at=NOON)
    dee = User.objects.create_user("dee@ivt.example", "Dee")
    teams.join(media, [dee])

    assert teams.take_turns(media.pk, 4, at=NOON).count(dee.pk) == 1


def test_one_team_alone_takes_new_tickets(media: Team) -> None:
    other = teams.form("Players")
    teams.take_new(media, after=0)
    teams.take_new(other, after=7)

    assert list(Team.objects.filter(takes_new=True)) == [other]


def test_nobody_is_away_until_a_time_that_has_passed(three: list[User]) -> None:
    with pytest.raises(Refused, match="time to come"):
        teams.go_away(three[0], until=NOON, note="", at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_never_given_the_same_turn(media: Team, three: list[User]) -> None:
    def take() -> list[int | None]:
        with transaction.atomic():
            return teams.take_turns(media.pk, 1, at=NOON)

    found = at_once(*[take] * 6)

    given = [one[0] for one in found if isinstance(one, list)]
    assert sorted(map(str, given)) == sorted(str(user.pk) for user in three * 2)
    rows = Membership.objects.filter(team=media).values_list("last_turn", flat=True)
    assert sorted(rows) == [4, 5, 6]
