"""Who else looks at a ticket, and who writes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.presence import actions, queries
from troth.domain.presence.models import Look
from troth.domain.presence.rules import FRESH, WRITING, Other, Seen, company

TICKET = 10_004
SOON = NOON + timedelta(seconds=1)


@pytest.fixture
def tomas(db: None) -> User:
    return User.objects.create_user("tomas@ivt.example", "Tomas Reyl")


def test_one_sees_the_others_and_not_oneself(ines: User, tomas: User) -> None:
    for who in (ines, tomas):
        actions.come(uuid4(), ticket=TICKET, by=who.pk, at=NOON)

    assert queries.company(ines, TICKET, at=SOON) == [Other(tomas.pk, "Tomas Reyl", "")]
    assert queries.company(tomas, TICKET, at=SOON) == [Other(ines.pk, "Ines Duarte", "")]
    assert queries.company(ines, TICKET + 1, at=SOON) == []


def test_who_writes_is_told_until_they_stop(ines: User, tomas: User) -> None:
    actions.come(uuid4(), ticket=TICKET, by=tomas.pk, at=NOON)
    actions.write(TICKET, what="reply", by=tomas.pk, at=SOON)
    assert [one.writes for one in queries.company(ines, TICKET, at=SOON)] == ["reply"]

    actions.write(TICKET, what="", by=tomas.pk, at=SOON)
    assert [one.writes for one in queries.company(ines, TICKET, at=SOON)] == [""]


def test_who_leaves_is_gone_at_once(ines: User, tomas: User) -> None:
    page = uuid4()
    actions.come(page, ticket=TICKET, by=tomas.pk, at=NOON)
    actions.leave([page])

    assert queries.company(ines, TICKET, at=SOON) == []


def test_somebody_who_no_longer_works_here_is_not_company(ines: User, tomas: User) -> None:
    actions.come(uuid4(), ticket=TICKET, by=tomas.pk, at=NOON)
    User.objects.filter(pk=tomas.pk).update(is_active=False)

    assert queries.company(ines, TICKET, at=SOON) == []


def test_a_look_that_the_database_forgot_is_told_again(ines: User, tomas: User) -> None:
    page = Look(stream=uuid4(), ticket=TICKET, agent_id=tomas.pk, seen_at=NOON)
    actions.stay([page], at=SOON)

    assert [one.name for one in queries.company(ines, TICKET, at=SOON)] == ["Tomas Reyl"]


def test_pages_of_a_process_that_died_are_swept(tomas: User) -> None:
    dead, alive = uuid4(), uuid4()
    actions.come(dead, ticket=TICKET, by=tomas.pk, at=NOON)
    actions.come(alive, ticket=TICKET, by=tomas.pk, at=NOON + FRESH)
    actions.sweep(at=NOON + FRESH + timedelta(seconds=1))

    assert list(Look.objects.values_list("stream", flat=True)) == [alive]


def test_a_stale_look_is_no_company_even_before_it_is_swept() -> None:
    seen = [Seen(2, "Tomas Reyl", NOON, "", None)]

    assert company(seen, 1, NOON + FRESH)
    assert not company(seen, 1, NOON + FRESH + timedelta(seconds=1))


def test_several_pages_of_one_agent_are_one_of_them_writing() -> None:
    seen = [
        Seen(2, "Tomas Reyl", NOON, "", None),
        Seen(2, "Tomas Reyl", NOON, "note", NOON),
        Seen(3, "Ana Ek", NOON, "reply", NOON - WRITING - timedelta(seconds=1)),
    ]

    assert company(seen, 1, NOON) == [Other(3, "Ana Ek", ""), Other(2, "Tomas Reyl", "note")]
