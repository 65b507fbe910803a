"""A ticket waits for a reason of its policy: what stands still, what ends it, what silence does."""

from datetime import timedelta

import pytest

from tests.pure.policy.relay import RELAY
from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON, eastern
from troth.core.facts.kinds import Closed, TermsSet, WaitingBegan, WaitingEnded
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.ledger.queries import faults
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.promises.watch import settle_due
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import conversation, delivery
from troth.domain.tickets.actions.terms import set_terms
from troth.domain.tickets.actions.waiting import go_on, take_steps, wait
from troth.domain.tickets.models import Ticket
from troth.interfaces.channels.mail.letters import letter_of

SOON = NOON + timedelta(minutes=10)


@pytest.fixture
def urgent(policy: None, opens: Opens, ines: User) -> Ticket:
    """An Urgent trouble on Critical, in the Americas, answered by mail at 12:10 Eastern."""
    edition = publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00")).pk
    ticket = opens(suggested="urgent")
    terms = TermsSet(edition, "critical", "americas")
    set_terms(ticket.number, terms, seen=seen(ticket), by=ines, at=NOON)
    conversation.reply(ticket.number, text="We look.", seen=seen(ticket), by=ines, at=SOON)
    delivery.accepted(ticket.number, sent(ticket).position, at=SOON)
    return ticket


def stands(ticket: Ticket) -> Standing:
    return Standing.objects.get(pk=ticket.pk)


def waits(ticket: Ticket, by: User, reason: str = "for_customer", **said: object) -> None:
    wait(ticket.number, reason=reason, seen=seen(ticket), by=by, at=SOON, **said)  # type: ignore[arg-type]


def writes(ticket: Ticket, at: str) -> None:
    conversation.customer_wrote(
        ticket.number,
        text="Here it is.",
        attachments=(),
        key=at,
        person_id=ticket.reporter_id,
        at=eastern(at),
    )


def test_a_ticket_that_stands_still_owes_nothing_until_the_customer_writes(
    urgent: Ticket, ines: User
) -> None:
    waits(urgent, ines, what="The log of the relay.")

    assert (stands(urgent).waits, stands(urgent).next_due_at) == ("for_customer", None)
    assert StoredPromise.objects.get(chain=urgent.pk, what="update").paused_at == SOON
    assert list(differences()) == []
    writes(urgent, "2026-03-02 18:00")

    assert stands(urgent).next_due_at == eastern("2026-03-02 19:00")
    assert stands(urgent).waits == ""
    assert isinstance(last(urgent, "waiting_ended").fact, WaitingEnded)
    assert last(urgent, "waiting_ended").at == eastern("2026-03-02 18:00")
    assert list(differences()) == []
    assert list(faults()) == []


def test_the_founding_policy_lets_a_ticket_wait_and_stops_nothing(
    ticket: Ticket, ines: User
) -> None:
    owed = stands(ticket).next_due_at
    waits(ticket, ines, "for_patch")

    assert (stands(ticket).waits, stands(ticket).next_due_at) == ("for_patch", owed)
    go_on(ticket.number, seen=seen(ticket), by=ines, at=SOON)
    assert stands(ticket).waits == ""
    with pytest.raises(Refused, match="waits for nothing"):
        go_on(ticket.number, seen=seen(ticket), by=ines, at=SOON)


@pytest.mark.parametrize(
    ("reason", "until", "say"),
    [
        ("bored", None, "policy's reasons"),
        ("until_a_date", None, "until when"),
        ("until_a_date", NOON, "come already"),
    ],
)
def test_a_wait_that_the_policy_does_not_know_is_refused(
    ticket: Ticket, ines: User, reason: str, until: object, say: str
) -> None:
    with pytest.raises(Refused, match=say):
        waits(ticket, ines, reason, until=until)


def test_the_watch_ends_a_wait_at_its_date(ticket: Ticket, ines: User) -> None:
    until = eastern("2026-03-02 13:00")
    waits(ticket, ines, "until_a_date", until=until)
    fact = last(ticket, "waiting_began").fact
    assert isinstance(fact, WaitingBegan)
    assert stands(ticket).next_act_at == until

    assert settle_due(until + timedelta(minutes=3)) == 1

    ended = last(ticket, "waiting_ended")
    assert ended.fact == WaitingEnded(last(ticket, "waiting_began").position, "date came")
    assert (ended.at, ended.by) == (until, "desk")
    assert stands(ticket).waits == ""
    assert list(differences()) == []


def test_silence_is_reminded_of_each_time_once_and_then_closes_the_ticket(
    urgent: Ticket, ines: User
) -> None:
    waits(urgent, ines, what="The log of the relay.")
    assert take_steps(eastern("2026-03-05 20:59")) == 0
    for day in ("05", "10"):
        at = eastern(f"2026-03-{day} 21:00")
        assert take_steps(at) == 1
        assert take_steps(at) == 0
        assert "The log of the relay." in letter_of(sent(urgent), at=at).text
        delivery.accepted(urgent.number, sent(urgent).position, at=at)
    assert kinds_of(urgent).count("reminded") == 2

    at = eastern("2026-03-13 21:00")
    assert take_steps(at) == 1
    assert last(urgent, "closed").fact == Closed("no_answer")
    assert "No answer came" in letter_of(sent(urgent), at=at).text
    assert take_steps(at) == 0
    assert list(differences()) == []


def test_a_customer_whom_no_reminder_reached_is_not_silent(urgent: Ticket, ines: User) -> None:
    waits(urgent, ines)
    for day in ("05", "10"):
        at = eastern(f"2026-03-{day} 21:00")
        take_steps(at)
        delivery.bounced(urgent.number, sent(urgent).position, why="550", at=at)

    assert stands(urgent).step_at is None
    assert take_steps(eastern("2026-04-30 12:00")) == 0
    assert stands(urgent).closed_at is None


def test_a_word_of_the_customer_ends_the_silence(urgent: Ticket, ines: User) -> None:
    waits(urgent, ines)
    writes(urgent, "2026-03-04 12:00")

    assert stands(urgent).step_at is None
    assert take_steps(eastern("2026-04-30 12:00")) == 0
