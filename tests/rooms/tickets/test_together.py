"""Merging, splitting and linking: both histories stay, and no promise is lost."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.models import Customer, Person
from troth.domain.ledger import queries as ledger
from troth.domain.ledger.queries import entries
from troth.domain.promises.models import StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.promises.watch import settle_due
from troth.domain.refusal import Refused
from troth.domain.tickets import together
from troth.domain.tickets.actions import (
    conversation,
    delivery,
    intake,
    linking,
    merging,
    splitting,
    triage,
)
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import takes_part
from troth.domain.tickets.report import Report

HOUR = timedelta(hours=1)


def acme(*tickets: Ticket) -> None:
    customer, _ = Customer.objects.get_or_create(name="Acme")
    Person.objects.filter(pk__in=[one.reporter_id for one in tickets]).update(customer=customer)


def owed(ticket: Ticket) -> tuple[str, Any]:
    stands = Ticket.objects.select_related("standing").get(pk=ticket.pk).standing
    return stands.next_what, stands.next_due_at


def wrote(ticket: Ticket, text: str, hours: int = 1) -> int:
    return conversation.customer_wrote(
        ticket.number, text=text, attachments=(), key=text, person_id=ticket.reporter_id,
        at=NOON + hours * HOUR,
    )  # fmt: skip


def form(ticket: Ticket, by: User, hours: int = 1) -> dict[str, Any]:
    return {"seen": seen(ticket), "by": by, "at": NOON + hours * HOUR}


def answered(ticket: Ticket, by: User, hours: int) -> None:
    conversation.reply(ticket.number, text="We look.", **form(ticket, by, hours))
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON + hours * HOUR)


def test_a_merged_ticket_is_owed_where_it_goes_on_by_the_earlier_due_time(
    opens: Opens, ines: User
) -> None:
    grave, light = opens(suggested="2"), opens(suggested="3", at=NOON)
    acme(grave, light)
    before = owed(grave)
    assert owed(light)[1] > before[1]

    merging.merge(grave.number, light.number, **form(grave, ines))

    assert owed(light) == before
    assert owed(grave) == ("", None)
    assert kinds_of(grave)[-1] == "merged_into"
    assert kinds_of(light)[-2:] == ["promise_carried", "merged_from"]
    assert not Ticket.objects.get(pk=grave.pk).standing.in_queue
    assert list(differences()) == []


def test_an_answer_owed_moves_to_a_ticket_that_owes_only_news(opens: Opens, ines: User) -> None:
    old = opens(suggested="2")
    answered(old, ines, 1)
    new = opens(suggested="2", at=NOON + HOUR)
    acme(old, new)
    before = owed(new)

    merging.merge(new.number, old.number, **form(new, ines, 2))

    assert owed(old) == before
    answered(old, ines, 3)
    kept = StoredPromise.objects.get(chain=old.pk, made_by=last(old, "promise_carried").position)
    assert kept.kept_at == NOON + 3 * HOUR
    assert list(differences()) == []


def test_a_miss_moves_along_and_is_counted_once(opens: Opens, ines: User) -> None:
    late, fine = opens(suggested="2"), opens(suggested="3")
    acme(late, fine)
    while settle_due(NOON + 24 * HOUR):
        pass
    assert "promise_broken" in kinds_of(late)

    merging.merge(late.number, fine.number, **form(late, ines, 24))

    assert kinds_of(late)[-1] == "breach_withdrawn"
    assert kinds_of(fine)[-1] == "promise_broken"
    assert last(fine, "promise_broken").at == last(late, "promise_broken").at
    assert list(differences()) == []


def test_what_both_missed_stays_missed_where_it_was(opens: Opens, ines: User) -> None:
    first, second = opens(suggested="2"), opens(suggested="2")
    acme(first, second)
    while settle_due(NOON + 24 * HOUR):
        pass

    merging.merge(first.number, second.number, **form(first, ines, 24))

    for one in (first, second):
        assert kinds_of(one).count("promise_broken") == 1
        assert "breach_withdrawn" not in kinds_of(one)


def test_replies_to_either_arrive_where_it_goes_on(opens: Opens, ines: User) -> None:
    first = opens(email="noa@acme.example", name="Noa Berg")
    second, third = opens(), opens()
    acme(first, second, third)
    merging.merge(first.number, second.number, **form(first, ines))
    merging.merge(second.number, third.number, **form(second, ines, 2))
    reply = Report(
        channel="mail", key="reply", email="noa@acme.example", text="Still.", trust="verified",
        subject=f"Re: [{first.ref}] Nobody can log in",
    )  # fmt: skip

    by_mail = intake.take_in(reply, at=NOON + 3 * HOUR)
    wrote(first, "In the portal.", 4)

    assert by_mail.ticket == third
    assert kinds_of(third)[-2:] == ["message_in", "message_in"]
    assert takes_part(third, first.reporter_id)
    with pytest.raises(Refused, match="goes on in"):
        conversation.reply(first.number, text="Hm.", **form(first, ines, 5))


def test_merging_is_undone_while_nothing_was_sent(opens: Opens, ines: User) -> None:
    this, other = opens(suggested="2"), opens(suggested="3")
    acme(this, other)
    before = owed(this), owed(other)
    merging.merge(this.number, other.number, **form(this, ines))
    with pytest.raises(Refused, match="goes on in"):
        merging.merge(this.number, other.number, **form(this, ines))

    merging.part(this.number, **form(this, ines))

    assert (owed(this), owed(other)) == before
    assert list(differences()) == []
    merging.merge(this.number, other.number, **form(this, ines, 2))
    answered(other, ines, 3)
    with pytest.raises(Refused, match="stay so"):
        merging.part(this.number, **form(this, ines, 4))


def test_none_of_it_crosses_customers(opens: Opens, ines: User) -> None:
    mine, theirs = opens(), opens(email="eve@elsewhere.example", name="Eve Hart")
    acme(mine)
    with pytest.raises(Refused, match="is not this customer's"):
        merging.merge(mine.number, theirs.number, **form(mine, ines))
    with pytest.raises(Refused, match="is not this customer's"):
        linking.link(mine.number, theirs.number, how="related", **form(mine, ines))
    with pytest.raises(Refused, match="no other ticket"):
        merging.merge(mine.number, mine.number, **form(mine, ines))
    assert kinds_of(mine) == kinds_of(theirs)


def test_words_split_off_are_a_ticket_with_promises_of_its_own(opens: Opens, ines: User) -> None:
    old = opens(suggested="2", channel="mail")
    acme(old)
    position = wrote(old, "And the invoices are wrong.")

    new = splitting.split(old.number, [position], subject="Invoices", **form(old, ines, 2))

    assert kinds_of(new) == ["reported", "terms_set", "linked"]
    assert new.opened_at == NOON + HOUR
    assert owed(new)[0] == "response"
    assert kinds_of(old)[-2:] == ["message_in", "split_off"]
    with pytest.raises(Refused, match="Choose words"):
        splitting.split(old.number, [position], subject="Again", **form(old, ines, 3))
    assert list(differences()) == []

    splitting.undo(new.number, **form(new, ines, 4))
    assert owed(new) == ("", None)
    assert Ticket.objects.get(pk=new.pk).standing.merged_into == old.number
    assert splitting.split(old.number, [position], subject="Again", **form(old, ines, 5))


def test_words_we_answered_since_count_from_the_split(opens: Opens, ines: User) -> None:
    old = opens()
    acme(old)
    position = wrote(old, "And the invoices are wrong.")
    answered(old, ines, 2)

    new = splitting.split(old.number, [position], subject="Invoices", **form(old, ines, 30))

    assert new.opened_at == NOON + 30 * HOUR
    answered(new, ines, 31)
    with pytest.raises(Refused, match="stays one"):
        splitting.undo(new.number, **form(new, ines, 32))


def test_a_link_is_told_by_both_and_taken_back_by_both(opens: Opens, ines: User) -> None:
    this, other = opens(), opens()
    acme(this, other)
    linking.link(this.number, other.number, how="caused by", **form(this, ines))
    assert together.links(entries(this.number)) == [(other.number, "caused by")]
    assert together.links(entries(other.number)) == [(this.number, "causes")]
    with pytest.raises(Refused, match="already"):
        linking.link(this.number, other.number, how="caused by", **form(this, ines))
    with pytest.raises(Refused, match="how"):
        linking.link(this.number, other.number, how="follows", **form(this, ines))

    linking.unlink(other.number, this.number, how="causes", **form(other, ines))

    assert together.links(entries(this.number)) == together.links(entries(other.number)) == []


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["merge", "part", "split", "unsplit", "write", "answer", "raise"]),
            st.integers(0, 5),
            st.integers(0, 5),
        ),
        max_size=9,
    )
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_merging_and_splitting_lose_no_entry_and_no_promise(
    opens: Opens, ines: User, steps: list[tuple[str, int, int]]
) -> None:
    tickets = [opens(suggested=one) for one in ("2", "3")]
    acme(*tickets)
    customer = tickets[0].reporter.customer_id if tickets[0].reporter else None
    said: dict[int, list[Any]] = {}
    for hours, (do, first, second) in enumerate(steps, 1):
        one, other = tickets[first % len(tickets)], tickets[second % len(tickets)]
        owing = _owing(tickets)
        try:
            made = _step(do, one, other, f"word {len(said)} {hours}", ines, hours)
        except Refused:
            made = None
        if isinstance(made, Ticket):
            tickets.append(made)
        for ticket in tickets:
            now = entries(ticket.number)
            before = said.get(ticket.number, [])
            assert now[: len(before)] == before
            said[ticket.number] = now
            assert ticket.reporter is None or ticket.reporter.customer_id == customer
        if do == "merge" and owing:
            assert min(_owing(tickets)) == min(owing)
    assert list(differences()) == []
    assert list(ledger.faults()) == []


def _owing(tickets: list[Ticket]) -> list[Any]:
    return [due for _, due in map(owed, tickets) if due is not None]


def _step(do: str, one: Ticket, other: Ticket, word: str, by: User, hours: int) -> object:
    match do:
        case "merge":
            merging.merge(one.number, other.number, **form(one, by, hours))
        case "part":
            merging.part(one.number, **form(one, by, hours))
        case "split":
            words = [entry.position for entry in together.may_split(entries(one.number))]
            return splitting.split(one.number, words[-1:], subject=word, **form(one, by, hours))
        case "unsplit":
            splitting.undo(one.number, **form(one, by, hours))
        case "write":
            wrote(one, word, hours)
        case "answer":
            answered(one, by, hours)
        case "raise":
            triage.triage(one.number, severity="1", reason="Grave.", **form(one, by, hours))
    return None
