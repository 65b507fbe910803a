"""A report on the web or by mail calls the person on call where the policy says so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.pure.policy.relay import RELAY
from tests.rooms.conftest import Opens, kinds_of
from tests.rooms.contracts.agreed import checks
from tests.rooms.urgent.conftest import NIGHT
from tests.times import eastern
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.tickets.actions.intake import take_in
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import Report

LARKFIELD_NIGHT = datetime(2026, 3, 3, 3, 0, tzinfo=ZoneInfo("Europe/Dublin"))
LARKFIELD_NOON = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/Dublin"))


@pytest.fixture
def larkfield(db: None) -> None:
    publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00"))


def report(suggested: str = "urgent", at: datetime = LARKFIELD_NIGHT, **more: object) -> Ticket:
    said = {"channel": "mail", "key": f"k{Ticket.objects.count()}", "email": "mara@acme.example"}
    one = Report(**(said | {"subject": "Down", "text": "Down.", "suggested": suggested} | more))  # type: ignore[arg-type]
    return take_in(one, at=at).ticket


def test_an_urgent_mail_at_night_pages(larkfield: None, rota: dict[str, User]) -> None:
    assert kinds_of(report())[-2:] == ["paged", "page_attempted"]


def test_a_held_one_pages_too(larkfield: None, rota: dict[str, User]) -> None:
    checks()

    ticket = report()

    assert ticket.standing.held
    assert "page_attempted" in kinds_of(ticket)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"suggested": "normal"}, id="lesser"),
        pytest.param({"at": LARKFIELD_NOON}, id="inside-hours"),
        pytest.param({"automatic": True}, id="automatic"),
    ],
)
def test_what_is_not_for_the_night_pages_nobody(
    larkfield: None, rota: dict[str, User], more: dict[str, object]
) -> None:
    assert "paged" not in kinds_of(report(**more))  # type: ignore[arg-type]


def test_the_founding_policy_pages_for_calls_alone(opens: Opens, rota: dict[str, User]) -> None:
    assert "paged" not in kinds_of(opens(at=NIGHT, suggested="1"))
