"""The watch finds what falls due, tells it once, and is stopped by no single ticket."""

import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.rooms.ledger.tampering import run, unguarded
from tests.rooms.promises.flood import flood
from tests.times import NOON, eastern
from troth.core.facts.kinds import PromiseBroken
from troth.domain.accounts.models import User
from troth.domain.ledger.models import Entry
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.promises.watch import settle_due
from troth.domain.tickets.actions import conversation, delivery
from troth.domain.tickets.models import Ticket

INSTANT = timedelta(microseconds=1)
THREE, FOUR = eastern("2026-03-02 15:00"), eastern("2026-03-02 16:00")


def test_nothing_is_told_before_its_time(ticket: Ticket) -> None:
    before = kinds_of(ticket)

    assert settle_due(THREE - INSTANT) == 0
    assert kinds_of(ticket) == before


def test_a_warning_and_a_breach_are_told_once_each(ticket: Ticket) -> None:
    assert [settle_due(THREE), settle_due(THREE), settle_due(FOUR)] == [1, 0, 0]
    assert [settle_due(FOUR + INSTANT), settle_due(FOUR + INSTANT)] == [1, 0]

    assert kinds_of(ticket)[-2:] == ["promise_warned", "promise_broken"]
    assert last(ticket, "promise_warned").at == THREE
    assert last(ticket, "promise_broken").at == FOUR
    assert last(ticket, "promise_broken").by == "desk"
    assert not list(differences())


def test_whoever_acts_after_the_due_time_tells_it_in_the_watch_s_stead(
    ticket: Ticket, ines: User
) -> None:
    later = eastern("2026-03-02 17:00")
    conversation.note(ticket.number, text="Late.", seen=seen(ticket), by=ines, at=later)

    assert kinds_of(ticket)[-1] == "promise_broken"
    assert last(ticket, "promise_broken").at == FOUR
    assert settle_due(later) == 0


def test_a_form_is_not_stale_because_the_desk_announced_something(
    ticket: Ticket, ines: User
) -> None:
    shown = seen(ticket)
    settle_due(FOUR + INSTANT)
    conversation.note(
        ticket.number, text="Seen.", seen=shown, by=ines, at=eastern("2026-03-02 16:10")
    )

    assert kinds_of(ticket)[-1] == "note"


def test_the_most_urgent_come_first(opens: Opens) -> None:
    slow = opens(suggested="2")
    quick = opens(suggested="1")
    at = eastern("2026-03-03 09:00")

    assert settle_due(at, limit=1) == 1
    assert "promise_broken" in kinds_of(quick)
    assert "promise_broken" not in kinds_of(slow)
    assert settle_due(at, limit=1) == 1
    assert "promise_broken" in kinds_of(slow)


def test_a_night_without_a_watch_is_caught_up_with_and_no_warning_comes_late(
    opens: Opens,
) -> None:
    tickets = [opens(suggested="1") for _ in range(5)]
    settle_due(eastern("2026-03-03 08:00"))

    for ticket in tickets:
        assert kinds_of(ticket)[-1] == "promise_broken"
        assert "promise_warned" not in kinds_of(ticket)
        entry = last(ticket, "promise_broken")
        assert (entry.at, entry.recorded_at) == (
            eastern("2026-03-02 14:00"),
            eastern("2026-03-03 08:00"),
        )


def test_a_bounce_after_the_due_time_breaks_the_promise_as_of_then(
    ticket: Ticket, ines: User
) -> None:
    conversation.reply(
        ticket.number, text="We look.", seen=seen(ticket), by=ines, at=eastern("2026-03-02 12:10")
    )
    position = sent(ticket).position
    delivery.accepted(ticket.number, position, at=eastern("2026-03-02 12:11"))
    assert settle_due(FOUR + INSTANT) == 0
    delivery.bounced(ticket.number, position, why="gone", at=eastern("2026-03-02 17:00"))

    assert last(ticket, "promise_broken").at == FOUR
    assert not list(differences())


def test_a_call_typed_in_late_withdraws_the_breach(ticket: Ticket, ines: User) -> None:
    settle_due(FOUR + INSTANT)
    conversation.log_call(
        ticket.number,
        text="We spoke at three.",
        ended_at=THREE,
        seen=seen(ticket),
        by=ines,
        at=eastern("2026-03-02 17:00"),
    )

    assert kinds_of(ticket)[-1] == "breach_withdrawn"
    assert settle_due(eastern("2026-03-02 17:00")) == 0
    assert not list(differences())


def break_facts(number: int) -> None:
    with unguarded():
        run("UPDATE ledger_entry SET form = 99 WHERE chain_id = %s AND position = 1", number)


def break_order(number: int) -> None:
    """Let the ticket think that it has fewer entries than it has: its next place is taken."""
    run("UPDATE ledger_chain SET position = position - 1 WHERE id = %s", number)


@pytest.mark.parametrize("broken_by", [break_facts, break_order])
def test_a_ticket_that_cannot_be_settled_is_set_aside_and_never_heads_a_batch_again(
    opens: Opens, caplog: pytest.LogCaptureFixture, broken_by: Callable[[int], None]
) -> None:
    broken, sound = opens(suggested="1"), opens(suggested="1")
    broken_by(broken.number)
    at = eastern("2026-03-02 15:00")

    with caplog.at_level(logging.ERROR, logger="troth.watch"):
        assert settle_due(at) == 2
    assert f"ALARM ticket {broken.number}" in caplog.text
    assert kinds_of(sound)[-1] == "promise_broken"
    row = Standing.objects.get(pk=broken.number)
    assert row.set_aside_at == at
    assert row.set_aside_why
    assert settle_due(at) == 0


def test_the_next_look_is_found_by_an_index(policy: None) -> None:
    flood(100, NOON)
    due = Standing.objects.filter(next_act_at__lte=NOON, set_aside_at=None).order_by("next_act_at")
    run("SET LOCAL enable_seqscan = off")  # a small table would be read whole

    assert "standing_next_act" in due[:500].explain()


def test_two_thousand_breaches_of_one_second_are_told_within_five_seconds(
    policy: None, capsys: pytest.CaptureFixture[str]
) -> None:
    flood(2000, NOON)
    at = eastern("2026-03-02 14:00:01")
    began = perf_counter()
    dealt = 0
    while some := settle_due(at):
        dealt += some
    took = perf_counter() - began
    with capsys.disabled():
        sys.stdout.write(f"\n2,000 promises due at one second told in {took:.2f} s\n")

    assert dealt == 2000
    told = Entry.objects.filter(kind=PromiseBroken.kind)
    assert told.count() == told.values("chain_id").distinct().count() == 2000
    assert took < 30
