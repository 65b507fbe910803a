"""When something happened, and when it was written down."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.times import NOON, eastern
from troth.core.facts.kinds import Kind, MessageAccepted, Note, SeveritySet
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import entries
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Ticket

FIVE = eastern("2026-03-02 17:00")
MINUTE = timedelta(minutes=1)


def call(ticket: Ticket, ines: User, *, ended_at: datetime) -> None:
    conversation.log_call(
        ticket.number, text="We spoke.", ended_at=ended_at, seen=seen(ticket), by=ines, at=FIVE
    )


def test_a_call_may_be_typed_in_later(ticket: Ticket, ines: User) -> None:
    call(ticket, ines, ended_at=eastern("2026-03-02 15:00"))
    entry = last(ticket, "call")

    assert (entry.at, entry.recorded_at) == (eastern("2026-03-02 15:00"), FIVE)


@pytest.mark.parametrize(
    ("ended_at", "said"),
    [
        pytest.param(FIVE + MINUTE, "future", id="not-in-the-future"),
        pytest.param(NOON - MINUTE, "before the trouble was reported", id="not-before-the-report"),
    ],
)
def test_a_call_cannot_be_dated_anywhere(
    ticket: Ticket, ines: User, ended_at: datetime, said: str
) -> None:
    before = kinds_of(ticket)
    with pytest.raises(Refused, match=said):
        call(ticket, ines, ended_at=ended_at)

    assert kinds_of(ticket) == before


@pytest.mark.parametrize("at", [NOON, FIVE], ids=["at-the-report", "just-now"])
def test_a_call_may_have_ended_at_either_edge(ticket: Ticket, ines: User, at: datetime) -> None:
    call(ticket, ines, ended_at=at)

    assert last(ticket, "call").at == at


@pytest.mark.parametrize(
    ("fact", "may"),
    [
        pytest.param(MessageAccepted(3), True, id="a-delivery"),
        pytest.param(Note("00"), False, id="no-note"),
        pytest.param(SeveritySet("1"), False, id="no-severity"),
    ],
)
def test_only_calls_and_deliveries_may_be_late(ticket: Ticket, fact: Kind, may: bool) -> None:
    draft = Draft(fact, by="desk", at=FIVE - MINUTE)
    with transaction.atomic():
        told = story(ticket.number)
        if may:
            commit(told, [draft], at=FIVE)
        else:
            with pytest.raises(Refused, match="earlier time"):
                commit(told, [draft], at=FIVE)

    assert (fact.kind in kinds_of(ticket)) == may


def test_a_trouble_phoned_in_earlier_counts_from_then(opens: Opens) -> None:
    ticket = opens(
        channel="phone",
        suggested="2",
        at=eastern("2026-03-02 09:20"),
        reported_at=eastern("2026-03-02 09:00"),
    )
    entry = last(ticket, "reported")

    assert (entry.at, entry.recorded_at) == (
        eastern("2026-03-02 09:00"),
        eastern("2026-03-02 09:20"),
    )
    ticket = Ticket.objects.select_related("standing").get(pk=ticket.pk)
    assert ticket.standing.next_due_at == eastern("2026-03-02 13:00")
    assert ticket.opened_at == eastern("2026-03-02 09:00")


def test_a_report_from_the_future_is_refused(opens: Opens) -> None:
    with pytest.raises(Refused, match="future"):
        opens(channel="phone", reported_at=NOON + MINUTE)

    assert Ticket.objects.count() == 0


def test_a_machine_whose_clock_is_behind_appends_after_what_stands(
    ticket: Ticket, ines: User
) -> None:
    conversation.note(ticket.number, text="One.", seen=seen(ticket), by=ines, at=FIVE)
    conversation.note(ticket.number, text="Two.", seen=seen(ticket), by=ines, at=FIVE - 2 * MINUTE)

    assert last(ticket, "note").at == FIVE


def test_a_machine_whose_clock_is_behind_records_no_earlier_than_the_last_entry(
    ticket: Ticket, ines: User
) -> None:
    ended_at = FIVE - 30 * MINUTE
    conversation.log_call(
        ticket.number, text="Talked.", ended_at=ended_at, seen=seen(ticket), by=ines, at=FIVE
    )
    conversation.note(
        ticket.number, text="Behind.", seen=seen(ticket), by=ines, at=FIVE - 10 * MINUTE
    )

    written = [entry.recorded_at for entry in entries(ticket.number)]
    assert written == sorted(written)
