"""Whose a ticket is: by hand, by turn, handed over, many at once."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, last, seen
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import Team, User
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.promises.story import story
from troth.domain.refusal import Refused, Stale
from troth.domain.tickets.actions import assigning, bulk, conversation, delivery
from troth.domain.tickets.actions.assigning import Whose, give, give_out
from troth.domain.tickets.actions.bulk import Picked, give_each, note_each
from troth.domain.tickets.models import Ticket

ANY = 10**6


@pytest.fixture
def tomas(db: None) -> User:
    """A second agent."""
    return User.objects.create_user("tomas@ivt.example", "Tomas Reyl")


@pytest.fixture
def media(ines: User, tomas: User) -> Team:
    """A team of two."""
    team = teams.form("Media")
    teams.join(team, [ines, tomas])
    return team


def whose(ticket: Ticket) -> tuple[int | None, int | None]:
    stands = Standing.objects.get(pk=ticket.number)
    return stands.assignee_id, stands.team_id


def test_whoever_takes_a_ticket_of_a_team_leaves_it_with_the_team(
    ticket: Ticket, ines: User, media: Team
) -> None:
    give(ticket.number, Whose("team", media.pk), seen=ANY, by=ines, at=NOON)
    assert whose(ticket) == (None, media.pk)

    give(ticket.number, Whose("agent", ines.pk), seen=ANY, by=ines, at=NOON)
    assert whose(ticket) == (ines.pk, media.pk)

    give(ticket.number, Whose("nobody"), seen=ANY, by=ines, at=NOON)
    assert whose(ticket) == (None, media.pk)

    give(ticket.number, Whose("no team"), seen=ANY, by=ines, at=NOON)
    assert whose(ticket) == (None, None)
    assert not list(differences())


def test_a_ticket_goes_to_whose_turn_it_is(
    opens: Opens, ines: User, tomas: User, media: Team
) -> None:
    first, second = opens(), opens()
    for one in (first, second):
        give(one.number, Whose("turn", media.pk), seen=ANY, by=ines, at=NOON)

    assert [whose(first), whose(second)] == [(ines.pk, media.pk), (tomas.pk, media.pk)]


def test_a_turn_of_a_team_that_is_all_away_is_refused(
    ticket: Ticket, ines: User, tomas: User, media: Team
) -> None:
    for one in (ines, tomas):
        teams.go_away(one, until=NOON + timedelta(days=1), note="", at=NOON)

    with pytest.raises(Refused, match="away"):
        give(ticket.number, Whose("turn", media.pk), seen=ANY, by=ines, at=NOON)


def test_what_is_there_already_makes_no_entry(ticket: Ticket, ines: User) -> None:
    give(ticket.number, Whose("agent", ines.pk), seen=ANY, by=ines, at=NOON)
    before = seen(ticket)

    give(ticket.number, Whose("agent", ines.pk), seen=ANY, by=ines, at=NOON)

    assert seen(ticket) == before


def test_a_hand_over_is_on_top_until_the_customer_was_answered_after_it(
    ticket: Ticket, ines: User, tomas: User
) -> None:
    conversation.reply(ticket.number, text="A first word.", seen=ANY, by=ines, at=NOON)
    first = last(ticket, "message_out").position
    give(
        ticket.number,
        Whose("agent", tomas.pk),
        handover="The logs are on their way.",
        seen=ANY,
        by=ines,
        at=NOON + timedelta(minutes=1),
    )
    handed = last(ticket, "assigned").position

    delivery.accepted(ticket.number, first, at=NOON + timedelta(minutes=2))
    assert story(ticket.number).standing.handover == handed

    conversation.reply(
        ticket.number, text="I go on.", seen=ANY, by=tomas, at=NOON + timedelta(minutes=3)
    )
    sent = last(ticket, "message_out").position
    delivery.accepted(ticket.number, sent, at=NOON + timedelta(minutes=4))
    assert story(ticket.number).standing.handover is None


def test_a_form_from_before_another_s_change_is_stale(ticket: Ticket, ines: User) -> None:
    shown = seen(ticket)
    conversation.note(ticket.number, text="Wait.", seen=shown, by=ines, at=NOON)

    with pytest.raises(Stale):
        give(ticket.number, Whose("agent", ines.pk), seen=shown, by=ines, at=NOON)


def test_new_tickets_are_given_out_in_turn_and_old_ones_are_not(
    opens: Opens, ines: User, tomas: User, media: Team
) -> None:
    old = opens()
    teams.take_new(media, after=assigning.newest_number())
    held = opens(held="It could not be read.")
    new = [opens(), opens(), opens()]

    assert give_out(at=NOON) == 3
    assert give_out(at=NOON) == 0

    assert [whose(one)[0] for one in new] == [ines.pk, tomas.pk, ines.pk]
    assert whose(old) == whose(held) == (None, None)
    assert last(new[0], "assigned").by == "desk"
    assert not list(differences())


def test_a_ticket_given_back_is_not_given_out_again(opens: Opens, ines: User, media: Team) -> None:
    teams.take_new(media, after=0)
    one = opens()
    give(one.number, Whose("agent", ines.pk), seen=ANY, by=ines, at=NOON)
    give(one.number, Whose("nobody"), seen=ANY, by=ines, at=NOON)

    assert give_out(at=NOON) == 0


def test_where_all_are_away_new_tickets_lie_with_the_team(
    opens: Opens, ines: User, tomas: User, media: Team
) -> None:
    for one in (ines, tomas):
        teams.go_away(one, until=NOON + timedelta(days=1), note="", at=NOON)
    teams.take_new(media, after=0)
    new = opens()

    assert give_out(at=NOON) == 1
    assert whose(new) == (None, media.pk)


def test_many_are_given_at_once_and_those_that_cannot_go_say_why(
    opens: Opens, ines: User, tomas: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    made = [opens() for _ in range(4)]
    picked = [Picked(one.number, seen(one)) for one in made] + [Picked(99)]
    give(made[1].number, Whose("agent", tomas.pk), seen=ANY, by=tomas, at=NOON)

    outcome = give_each(picked, Whose("agent", ines.pk), by=ines, at=NOON)

    assert outcome.done == [made[0].number, made[2].number, made[3].number]
    assert outcome.refused == [
        (made[1].number, "Somebody else assigned this ticket meanwhile."),
        (99, "There is no such ticket."),
    ]
    assert [whose(one)[0] for one in made] == [ines.pk, tomas.pk, ines.pk, ines.pk]


def test_many_given_by_turn_are_shared_out(
    opens: Opens, ines: User, tomas: User, media: Team
) -> None:
    made = [opens() for _ in range(4)]

    give_each([Picked(one.number) for one in made], Whose("turn", media.pk), by=ines, at=NOON)

    assert [whose(one)[0] for one in made] == [ines.pk, tomas.pk] * 2


def test_the_same_note_is_kept_on_each(opens: Opens, ines: User) -> None:
    made = [opens(), opens()]

    outcome = note_each(
        [Picked(one.number) for one in made], "See the release notes.", by=ines, at=NOON
    )

    assert outcome.done == [one.number for one in made]
    assert [last(one, "note").by for one in made] == [ines.by, ines.by]
    with pytest.raises(Refused, match="Write the note"):
        note_each([Picked(made[0].number)], " ", by=ines, at=NOON)


def test_what_is_somebody_elses_is_handed_on_by_a_lead(opens: Opens, ines: User) -> None:
    """Anybody takes it; an agent hands on their own, nobody's, and that of who is away."""
    ticket = opens()
    cy, dee = (
        User.objects.create_user(f"{name}@ivt.example", name.title()) for name in ("cy", "dee")
    )
    give(ticket.number, Whose("agent", cy.pk), seen=ANY, by=dee, at=NOON)

    with pytest.raises(Refused, match="somebody else's"):
        give(ticket.number, Whose("agent", ines.pk), seen=ANY, by=dee, at=NOON)
    outcome = give_each([Picked(ticket.number)], Whose("no team"), by=dee, at=NOON)
    assert [say for _, say in outcome.refused] == [
        "This ticket is somebody else's. Take it yourself, or ask a team lead to hand it on."
    ]
    give(ticket.number, Whose("agent", dee.pk), seen=ANY, by=dee, at=NOON)
    give(ticket.number, Whose("agent", cy.pk), seen=ANY, by=ines, at=NOON)
    teams.go_away(cy, until=NOON + timedelta(days=1), note="", at=NOON)
    give(ticket.number, Whose("agent", ines.pk), seen=ANY, by=dee, at=NOON)
    assert Standing.objects.get(chain=ticket.number).assignee_id == ines.pk
