"""A page's night: whom it asks for, who takes it, and that it is never lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.rooms.urgent.conftest import NIGHT
from troth.core.facts.paging import PageAttempted
from troth.domain.accounts.models import User
from troth.domain.ledger.models import Entry
from troth.domain.ledger.queries import entries
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.actions.triage import triage
from troth.domain.tickets.models import Ticket
from troth.domain.urgent import queries
from troth.domain.urgent.actions import paging, rotas
from troth.domain.urgent.models import OpenPage

MINUTE = timedelta(minutes=1)
Asked = Callable[[], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def night(opens: Opens) -> Ticket:
    """A ticket reported as Severity 1 at three in the morning."""
    return opens(at=NIGHT, suggested="1")


def page(ticket: Ticket, why: paging.Why = "call", at: datetime = NIGHT) -> bool:
    with transaction.atomic():
        return paging.raise_page(story(ticket.number), why=why, by="desk", channel="phone", at=at)


def tried(ticket: Ticket) -> list[tuple[str, int]]:
    """Whom a ticket's page has tried so far: the layer, and the agent."""
    return [
        (one.fact.layer, one.fact.agent)
        for one in entries(ticket.number)
        if isinstance(one.fact, PageAttempted)
    ]


def test_a_page_tries_whoever_is_on_call_at_once(
    night: Ticket, rota: dict[str, User], asked: Asked
) -> None:
    assert page(night)

    attempt = last(night, "page_attempted")
    assert tried(night) == [("first", rota["ines"].pk)]
    assert asked()[-1] == ("page.reach", {"ticket": night.number, "position": attempt.position})
    assert not page(night)  # it has one already


def test_nobody_answers_and_it_goes_on_until_all_are_told(
    night: Ticket, rota: dict[str, User]
) -> None:
    page(night)
    for minutes in (5, 15):
        assert paging.advance_due(NIGHT + minutes * MINUTE) == 1
        assert paging.advance_due(NIGHT + minutes * MINUTE) == 0

    assert tried(night) == [
        ("first", rota["ines"].pk),
        ("second", rota["rui"].pk),
        ("at_last", rota["lead"].pk),
    ]
    assert kinds_of(night)[-2:] == ["page_missed", "page_attempted"]
    assert queries.open_pages().get().missed_at == NIGHT + 15 * MINUTE

    paging.advance_due(NIGHT + 30 * MINUTE)
    assert tried(night)[-1] == ("first", rota["ines"].pk)


def test_a_failed_way_takes_it_on_at_once(night: Ticket, rota: dict[str, User]) -> None:
    page(night)
    attempt = last(night, "page_attempted").position

    for _ in range(2):
        paging.answered(night.number, attempt, how="failed", said="busy", at=NIGHT + MINUTE)

    assert [layer for layer, _ in tried(night)] == ["first", "second"]
    assert kinds_of(night).count("page_answered") == 1


def test_taken_it_is_over_and_whoever_comes_second_is_told_who_has_it(
    night: Ticket, rota: dict[str, User]
) -> None:
    page(night)
    attempt = last(night, "page_attempted").position

    assert paging.take(night.number, agent=rota["ines"], channel="phone", at=NIGHT)
    assert not paging.take(night.number, agent=rota["ines"], channel="desk", at=NIGHT)
    with pytest.raises(Refused, match="Ines Duarte has this page already"):
        paging.take(night.number, agent=rota["rui"], channel="desk", at=NIGHT)

    assert not OpenPage.objects.exists()
    assert paging.attempt_of(night.number, attempt) is None  # and nobody is rung any more
    assert kinds_of(night).count("page_taken") == 1


def test_a_ticket_that_turns_out_not_to_be_that_severe_stands_the_page_down(
    night: Ticket, rota: dict[str, User]
) -> None:
    page(night)
    triage(
        night.number,
        severity="2",
        reason="It slows down.",
        by=rota["ines"],
        seen=seen(night),
        at=NIGHT + MINUTE,
    )

    paging.advance_due(NIGHT + 5 * MINUTE)

    assert kinds_of(night)[-1] == "page_stood_down"
    assert not OpenPage.objects.exists()


def test_a_page_that_staff_asked_for_goes_on_whatever_the_severity(
    opens: Opens, rota: dict[str, User]
) -> None:
    ticket = opens(at=NIGHT, suggested="3")
    page(ticket, "asked")

    paging.advance_due(NIGHT + 5 * MINUTE)

    assert [layer for layer, _ in tried(ticket)] == ["first", "second"]


def test_a_desk_without_a_rota_is_loud_at_once(night: Ticket) -> None:
    page(night)

    assert kinds_of(night)[-2:] == ["page_missed", "page_passed_over"]
    assert queries.open_pages().get().missed_at == NIGHT


def test_one_page_that_fails_holds_up_no_other(opens: Opens, rota: dict[str, User]) -> None:
    sick, well = opens(at=NIGHT, suggested="1"), opens(at=NIGHT, suggested="1")
    page(sick)
    page(well)
    newest = Entry.objects.filter(chain=sick.number).latest("position")
    newest.pk, newest.position, newest.kind = (
        None,
        newest.position + 1,
        "written by a later release",
    )
    newest.save(force_insert=True)

    paging.advance_due(NIGHT + 5 * MINUTE)

    assert [layer for layer, _ in tried(well)] == ["first", "second"]
    assert paging.advance_due(NIGHT + 5 * MINUTE) == 0
    assert paging.advance_due(NIGHT + 6 * MINUTE) == 1  # it is not given up


def test_overrides_are_who_is_paged(night: Ticket, rota: dict[str, User]) -> None:
    rotas.take(
        "first",
        agent=rota["rui"],
        begins=NIGHT - MINUTE,
        ends=NIGHT + 60 * MINUTE,
        by="agent:1",
        at=NIGHT - MINUTE,
    )
    page(night)

    assert tried(night) == [("first", rota["rui"].pk)]
