"""Two watches, two agents, eight copies of a mail: one wins, nothing is told twice."""

from collections import Counter
from functools import partial

import pytest

from tests.rooms.at_once import at_once
from tests.rooms.conftest import Opens, kinds_of, seen
from tests.rooms.promises.flood import flood
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person
from troth.domain.ledger.models import Entry
from troth.domain.ledger.queries import faults
from troth.domain.promises.queries import differences
from troth.domain.promises.watch import settle_due
from troth.domain.refusal import Stale
from troth.domain.tickets.actions import (
    assigning,
    closing,
    conversation,
    deciding,
    delivery,
    holds,
    resolving,
    triage,
)
from troth.domain.tickets.actions.intake import TakenIn, take_in
from troth.domain.tickets.models import Arrival, Sending, Ticket
from troth.domain.tickets.report import Report

pytestmark = pytest.mark.django_db(transaction=True)

LATER = eastern("2026-03-02 12:10")


def test_two_watches_tell_each_breach_once(policy: None) -> None:
    numbers = flood(120, NOON)
    at = eastern("2026-03-02 14:00:01")

    def _watch() -> int:
        done = 0
        while some := settle_due(at, limit=25):
            done += some
        return done

    done = at_once(_watch, _watch)
    settle_due(at)

    assert not [one for one in done if isinstance(one, Exception)], done
    told = Counter(Entry.objects.filter(kind="promise_broken").values_list("chain_id", flat=True))
    assert told == dict.fromkeys(numbers, 1)
    assert not list(faults())


def test_a_watch_and_an_agent_at_once_tell_a_breach_once(ticket: Ticket, ines: User) -> None:
    at = eastern("2026-03-02 16:00:01")
    shown = seen(ticket)
    results = at_once(
        partial(settle_due, at),
        partial(conversation.note, ticket.number, text="Here.", seen=shown, by=ines, at=at),
    )

    assert not [one for one in results if isinstance(one, Exception)], results
    assert Counter(kinds_of(ticket))["promise_broken"] == 1
    assert not list(differences())


def test_of_two_agents_acting_at_once_exactly_one_wins(ticket: Ticket, ines: User) -> None:
    otis = User.objects.create_user("otis@ivt.example", "Otis Grey")
    shown = seen(ticket)
    results = at_once(
        *(
            partial(
                triage.triage,
                ticket.number,
                severity=severity,
                reason="As I see it.",
                seen=shown,
                by=by,
                at=LATER,
            )
            for severity, by in (("1", ines), ("3", otis))
        )
    )

    assert sorted(type(one).__name__ for one in results) == ["Stale", "Ticket"]
    (stale,) = [one for one in results if isinstance(one, Stale)]
    assert stale.seen == shown
    assert Counter(kinds_of(ticket))["severity_set"] == 1
    assert not list(faults())
    assert not list(differences())


def test_two_decisions_at_once_are_one(ticket: Ticket, ines: User) -> None:
    number = ticket.number
    resolving.resolve(number, how="fix", text="Do.", seen=seen(ticket), by=ines, at=LATER)
    position = Sending.objects.filter(ticket=number).latest("position").position
    delivery.accepted(number, position, at=LATER)
    closing.close(number, reason="no_code_change", seen=seen(ticket), by=ines, at=LATER)
    conversation.customer_wrote(
        number, text="Again.", attachments=(), key="k", person_id=ticket.reporter_id, at=LATER
    )
    shown = seen(ticket)
    results = at_once(
        partial(deciding.reopen, number, seen=shown, by=ines, at=LATER),
        partial(deciding.issue_new, number, seen=shown, by=ines, at=LATER),
    )

    assert sorted(type(one).__name__ for one in results) == ["Stale", "Ticket"]
    kinds = Counter(kinds_of(ticket))
    assert kinds["reopened"] + kinds["new_issued"] == 1
    assert Ticket.objects.count() == 1 + kinds["new_issued"]


def test_eight_copies_of_one_mail_are_one_ticket(policy: None) -> None:
    report = Report(
        channel="mail",
        key="<one@acme.example>",
        email="mara@acme.example",
        name="Mara Lind",
        subject="Nobody can log in",
        text="All users see a blank page.",
        suggested="1",
    )
    results = at_once(*[partial(take_in, report, at=NOON)] * 8)

    taken = [one for one in results if isinstance(one, TakenIn)]
    assert len(taken) == 8, results
    assert len({one.ticket.number for one in taken}) == 1
    assert [one.fresh for one in taken].count(True) == 1
    assert (Ticket.objects.count(), Arrival.objects.count()) == (1, 1)
    assert (Person.objects.count(), Address.objects.count()) == (1, 1)
    assert Sending.objects.count() == 1  # one receipt


def test_eight_mails_of_one_new_sender_are_one_person(policy: None) -> None:
    reports = [
        Report(channel="mail", key=f"k{n}", email="mara@acme.example", subject=f"No {n}")
        for n in range(8)
    ]
    results = at_once(*[partial(take_in, report, at=NOON) for report in reports])

    assert all(isinstance(one, TakenIn) for one in results), results
    assert Ticket.objects.count() == 8
    assert (Person.objects.count(), Address.objects.count()) == (1, 1)


def test_a_delivery_told_of_twice_at_once_is_one_entry(ticket: Ticket, ines: User) -> None:
    conversation.reply(ticket.number, text="Hi.", seen=seen(ticket), by=ines, at=LATER)
    position = Sending.objects.filter(ticket=ticket).latest("position").position
    results = at_once(*[partial(delivery.accepted, ticket.number, position, at=LATER)] * 4)

    assert results == [None] * 4
    assert Counter(kinds_of(ticket))["message_accepted"] == 1


def test_a_ticket_taken_by_two_agents_at_once_is_one_s(opens: Opens, ines: User) -> None:
    ticket = opens()
    otis = User.objects.create_user("otis@ivt.example", "Otis Grey")
    shown = seen(ticket)
    results = at_once(
        *(
            partial(assigning.assign, ticket.number, agent_id=by.pk, seen=shown, by=by, at=LATER)
            for by in (ines, otis)
        )
    )

    assert sorted(type(one).__name__ for one in results) == ["Stale", "Ticket"]
    assert Counter(kinds_of(ticket))["assigned"] == 1


def test_a_word_sent_by_a_double_click_is_one_message(ticket: Ticket) -> None:
    results = at_once(
        *[
            partial(
                conversation.customer_wrote,
                ticket.number,
                text="Any news?",
                attachments=(),
                key="form-1",
                person_id=ticket.reporter_id,
                at=LATER,
            )
        ]
        * 4
    )

    assert len(set(results)) == 1, results
    assert Counter(kinds_of(ticket))["message_in"] == 1


def test_of_two_acceptances_of_one_held_report_one_wins(opens: Opens, ines: User) -> None:
    report = opens(held="The sender could not be read.", email="", name="")
    accept = partial(
        holds.accept,
        report.number,
        name="Mara Lind",
        email="mara@acme.example",
        subject="",
        text="A blank page.",
        seen=seen(report),
        by=ines,
        at=LATER,
    )

    assert sorted(type(one).__name__ for one in at_once(accept, accept)) == ["Stale", "Ticket"]
    assert Counter(kinds_of(report))["hold_ended"] == 1
