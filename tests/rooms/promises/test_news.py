"""Other processes hear which tickets changed: once a transaction, and only of what was kept."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from tests.rooms.conftest import seen
from tests.rooms.promises.flood import flood
from tests.times import NOON, eastern
from troth.core.facts.kinds import Assigned
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.queries import locked
from troth.domain.promises import news
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import stories
from troth.domain.tickets.actions.assigning import assign
from troth.domain.tickets.models import Ticket

LATER = eastern("2026-03-02 12:30")


@pytest.fixture
def ear(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of another process, which listens."""
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("host", "user", "dbname")}
    with psycopg.connect(**where, autocommit=True) as own:
        own.execute(f"LISTEN {news.CHANNEL}")
        yield own


def heard(ear: psycopg.Connection) -> list[str]:
    return [told.payload for told in ear.notifies(timeout=0.5)]


def test_a_change_is_told_with_the_position_it_led_to(
    ear: psycopg.Connection, ticket: Ticket, ines: User
) -> None:
    heard(ear)
    assign(ticket.number, agent_id=ines.pk, seen=seen(ticket), by=ines, at=LATER)

    assert heard(ear) == [f"{ticket.number}:{seen(ticket)}"]


def test_many_changes_of_one_transaction_are_told_once(
    ear: psycopg.Connection, policy: None, ines: User
) -> None:
    numbers = flood(30, NOON)
    heard(ear)
    with transaction.atomic():
        commit_many(
            [
                Change(story, [Draft(Assigned(ines.pk), by=ines.by)])
                for story in stories(locked(numbers).values())
            ],
            at=LATER,
        )

    [told] = heard(ear)
    assert sorted(news.read(told) or {}) == sorted(numbers)


def test_what_is_rolled_back_is_not_told(
    ear: psycopg.Connection, ticket: Ticket, ines: User
) -> None:
    heard(ear)
    with transaction.atomic():
        assign(ticket.number, agent_id=ines.pk, seen=seen(ticket), by=ines, at=LATER)
        transaction.set_rollback(True)

    assert heard(ear) == []


def test_settling_that_adds_nothing_tells_nothing(ear: psycopg.Connection, ticket: Ticket) -> None:
    heard(ear)
    with transaction.atomic():
        commit_many([Change(story) for story in stories(locked([ticket.number]).values())], at=NOON)

    assert heard(ear) == []


def test_words_are_read_back_and_too_many_are_told_as_many() -> None:
    few = {10_004: 17, 10_005: 3}

    assert news.read(news.words(few)) == few
    assert len(news.words(dict.fromkeys(range(10_000, 11_000), 17))) < 8_000
    assert news.read(news.words(dict.fromkeys(range(10_000, 11_000), 17))) is None
    assert news.read("what nobody of ours says") is None
