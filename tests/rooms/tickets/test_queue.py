"""The queue, and the only ways to a ticket."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, seen, sent
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.tickets import pages, participants, queries
from troth.domain.tickets.actions import assigning, conversation, delivery, resolving, triage
from troth.domain.tickets.matching import TABS
from troth.domain.tickets.models import Ticket

MINUTE = timedelta(minutes=1)
LATER = eastern("2026-03-02 12:30")


def test_what_is_due_first_stands_first_and_what_is_broken_before_it(
    opens: Opens, ines: User
) -> None:
    slow, quick = opens(suggested="3"), opens(suggested="1")
    broken = opens(suggested="1", at=eastern("2026-03-02 03:00"))

    assert queries.queue(ines, now=LATER) == [broken, quick, slow]
    assert queries.queue(ines, now=LATER, only="broken") == [broken]


def test_where_nothing_is_due_a_ticket_stands_last(opens: Opens, ines: User) -> None:
    done, waits = opens(suggested="1"), opens(suggested="3")
    resolving.resolve(
        done.number, how="fix", text="Do.", seen=seen(done), by=ines, at=NOON + MINUTE
    )
    delivery.accepted(done.number, sent(done).position, at=NOON + MINUTE)

    assert queries.queue(ines, now=LATER) == [waits, done]


def test_pages_follow_each_other_without_gap_or_repetition(opens: Opens, ines: User) -> None:
    numbers = [opens(suggested="2", at=NOON + MINUTE * (n // 3)).number for n in range(120)]
    found: list[int] = []
    after = None
    while page := queries.queue(ines, now=LATER, after=after):
        assert len(page) <= queries.PAGE
        found += [ticket.number for ticket in page]
        after = (page[-1].standing.queue_at, page[-1].number)

    assert found == numbers


def test_each_tab_shows_its_own(opens: Opens, ines: User) -> None:
    untriaged, mine = opens(), opens()
    held = opens(held="Could not be read.", email="")
    triage.triage(mine.number, severity="3", reason="", seen=seen(mine), by=ines, at=LATER)
    assigning.assign(mine.number, agent_id=ines.pk, seen=seen(mine), by=ines, at=LATER)
    shown = {only: set(queries.queue(ines, now=LATER, only=only)) for only in TABS}

    assert shown == {
        "all": {untriaged, mine, held},
        "untriaged": {untriaged},
        "held": {held},
        "broken": set(),
        "undecided": set(),
        "mine": {mine},
        "team": set(),
    }
    assert queries.counts(ines, now=LATER) == {only: len(rows) for only, rows in shown.items()}


def test_an_agent_who_left_sees_nothing(ticket: Ticket, ines: User) -> None:
    ines.is_active = False

    assert queries.queue(ines, now=LATER) == []
    assert pages.page(ines, ticket.number) is None


def test_a_token_leads_to_its_own_ticket_and_no_forged_one_anywhere(opens: Opens) -> None:
    mine, other = opens(), opens(email="eve@elsewhere.example")
    token = participants.token_for(mine)
    forged = token.replace(str(mine.number), str(other.number), 1)

    assert participants.by_token(token) == (mine, mine.reporter_id)
    assert forged != token
    for bad in (forged, "", "x", token[:-1], f"{other.number}.{other.reporter_id}"):
        assert participants.by_token(bad) is None


def test_a_customer_sees_the_conversation_and_nothing_among_staff(
    ticket: Ticket, ines: User
) -> None:
    number = ticket.number
    conversation.note(number, text="Ask Otis.", seen=seen(ticket), by=ines, at=LATER)
    conversation.reply(number, text="We look.", seen=seen(ticket), by=ines, at=LATER)
    page = pages.customer_page(ticket, at=LATER)

    assert [line.entry.fact.kind for line in page.lines] == ["reported", "message_out"]
    assert page.related == []


@pytest.mark.parametrize("number", [0, 1, 99_999_999])
def test_a_number_that_is_no_ticket_s_is_told_plainly(ines: User, number: int) -> None:
    assert pages.page(ines, number) is None
