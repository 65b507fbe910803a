"""A held report is put on the ticket it belongs to, and taken out again while nothing followed."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON
from troth.core.facts.kinds import HoldEnded, MessageIn, Note
from troth.domain.accounts.models import User
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Customer, Person
from troth.domain.ledger.queries import contents, faults
from troth.domain.promises.queries import differences
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets import pages
from troth.domain.tickets.actions import closing, conversation, delivery, resolving
from troth.domain.tickets.actions.joining import Whose, join, separate
from troth.domain.tickets.models import Ticket

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def held(ticket: Ticket, opens: Opens) -> Ticket:
    """A mail that quotes the ticket's number; nothing vouches for its sender, who takes part."""
    return opens(key="two", subject=f"Re: [{ticket.ref}]", text="Still blank.", why="says nothing")


@pytest.fixture
def strange(ticket: Ticket, opens: Opens) -> Ticket:
    """A mail of somebody who takes no part in the ticket."""
    return opens(key="two", email="eve@evil.example", references=(sent(ticket).message_id,))


def put(held: Ticket, on: Ticket, ines: User, whose: Whose = "sender", **more: bool) -> None:
    join(held.pk, ticket=on.pk, whose=whose, seen=seen(held), by=ines, at=LATER, **more)


def out(held: Ticket, ines: User) -> None:
    separate(held.pk, seen=seen(held), by=ines, at=LATER + timedelta(minutes=1))


def test_the_word_of_somebody_who_takes_part_counts_from_now(
    ticket: Ticket, held: Ticket, ines: User
) -> None:
    put(held, ticket, ines)
    word, end = last(ticket, "message_in"), last(held, "hold_ended").fact

    assert isinstance(word.fact, MessageIn)
    assert isinstance(end, HoldEnded)
    assert (word.by, word.at, word.channel) == (f"person:{ticket.reporter_id}", LATER, "mail")
    assert (word.fact.held_as, end.joined, end.accepted) == (held.pk, ticket.pk, False)
    assert contents(ticket.pk)[word.fact.content]["text"] == "Still blank."
    assert story(held.pk).standing.closed_at == LATER
    assert [one.kept_at for one in story(held.pk).reading.promises] == [LATER]  # type: ignore[union-attr]


def test_a_strangers_mail_is_put_there_for_staff_alone(
    ticket: Ticket, strange: Ticket, ines: User
) -> None:
    put(strange, ticket, ines, "staff")
    note = last(ticket, "note")

    assert isinstance(note.fact, Note)
    assert (note.by, note.fact.held_as) == (ines.by, strange.pk)
    shown = pages.customer_page(ticket, at=LATER).lines
    assert note.position not in [line.entry.position for line in shown]
    assert story(ticket.pk).standing.last_word_at == NOON


def test_a_stranger_is_nobody_of_the_ticket(ticket: Ticket, strange: Ticket, ines: User) -> None:
    with pytest.raises(Refused, match="takes no part"):
        put(strange, ticket, ines, "sender")


def test_staff_may_know_a_strange_address_for_the_reporters(
    ticket: Ticket, strange: Ticket, ines: User
) -> None:
    put(strange, ticket, ines, "reporter")

    assert last(ticket, "message_in").by == f"person:{ticket.reporter_id}"


def test_across_customers_only_when_that_is_said(
    ticket: Ticket, strange: Ticket, ines: User
) -> None:
    acme, evil = (Customer.objects.create(name=name) for name in ("Acme", "Evil"))
    Person.objects.filter(addresses__value="mara@acme.example").update(customer=acme)
    belong(email="eve@evil.example", company=evil.name, name="Eve", by="shell", at=NOON)
    with pytest.raises(Refused, match="somebody of Evil"):
        put(strange, ticket, ines, "staff")
    put(strange, ticket, ines, "staff", across=True)

    assert kinds_of(ticket)[-1] == "note"


def test_taken_out_again_both_stand_as_they_did(ticket: Ticket, held: Ticket, ines: User) -> None:
    before = story(ticket.pk).standing, story(held.pk).standing
    put(held, ticket, ines)
    position = last(ticket, "message_in").position
    out(held, ines)

    assert (story(ticket.pk).standing, story(held.pk).standing) == before
    shown = pages.customer_page(ticket, at=LATER + timedelta(hours=1)).lines
    assert position not in [line.entry.position for line in shown]
    with pytest.raises(Refused, match="on no other ticket"):
        out(held, ines)
    put(held, ticket, ines)  # and it may be put there again
    assert [*faults(), *differences()] == []


def test_it_stays_once_we_wrote_there(ticket: Ticket, held: Ticket, ines: User) -> None:
    put(held, ticket, ines)
    conversation.reply(ticket.pk, text="We see it.", seen=seen(ticket), by=ines, at=LATER)

    with pytest.raises(Refused, match="so it stays"):
        out(held, ines)


def test_it_is_put_on_no_ticket_that_is_not_there_or_is_held_itself(
    ticket: Ticket, held: Ticket, opens: Opens, ines: User
) -> None:
    other = opens(key="three", held="This mail waits for staff: it names two senders.")
    for target, words in ((held, "no other ticket"), (other, "waits for staff itself")):
        with pytest.raises(Refused, match=words):
            put(held, target, ines)
    with pytest.raises(Refused, match="no other ticket 999"):
        join(held.pk, ticket=999, whose="staff", seen=seen(held), by=ines, at=LATER)


def test_what_is_no_longer_held_is_put_nowhere(ticket: Ticket, held: Ticket, ines: User) -> None:
    put(held, ticket, ines)
    before = kinds_of(ticket)
    with pytest.raises(Refused, match="no longer held"):
        put(held, ticket, ines)

    assert kinds_of(ticket) == before


def test_a_word_put_on_a_closed_ticket_waits_for_a_decision(
    ticket: Ticket, held: Ticket, ines: User
) -> None:
    resolving.resolve(ticket.pk, how="fix", text="Try it.", seen=seen(ticket), by=ines, at=NOON)
    delivery.accepted(ticket.pk, sent(ticket).position, at=NOON)
    closing.close(ticket.pk, reason="no_code_change", seen=seen(ticket), by=ines, at=NOON)
    put(held, ticket, ines)

    assert story(ticket.pk).standing.undecided == last(ticket, "message_in").position
    out(held, ines)
    assert story(ticket.pk).standing.undecided is None
