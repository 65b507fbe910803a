"""How a running desk stands is read from the desk itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.interfaces.desk.conftest import at_noon as at_noon
from tests.rooms.conftest import flushing_passes_the_guards as flushing_passes_the_guards
from tests.rooms.conftest import ines as ines
from tests.rooms.conftest import policy as policy
from tests.rooms.contracts.agreed import contract
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import User
from troth.domain.notices.actions import wish
from troth.interfaces.cli.run.environment import Mail
from troth.interfaces.readiness.standing import look

pytestmark = pytest.mark.django_db


def test_an_empty_desk_has_nothing(settings: Settings) -> None:
    # Nothing listens at port 1, so that what is missing does not depend on this machine.
    settings.TROTH = replace(settings.TROTH, demo=False, mail=Mail("127.0.0.1", 1), mail_in=())
    found = look(NOON)
    assert (found.edition, found.administrators, found.here, found.may_ask) == ("", 0, 0, 0)
    assert "127.0.0.1:1 does not answer" in found.mail_out_fault
    assert found.ways_in == ()


def test_a_demos_mail_reaches_nobody_and_is_said_to(policy: None) -> None:
    assert "sent to nobody" in look(NOON).mail_out_fault


def test_a_severity_is_silent_until_somebody_is_told_of_it(policy: None, ines: User) -> None:
    assert look(NOON).silent == ("Severity 1", "Severity 2", "Severity 3")
    team = teams.form("Support")
    teams.join(team, [ines])
    teams.take_new(team, after=0)
    found = look(NOON)
    assert (found.silent, found.told) == ((), 1)
    teams.go_away(ines, until=NOON + timedelta(days=3), note="", at=NOON)
    found = look(NOON)
    assert (found.here, found.told) == (0, 0)


def test_whoever_asks_to_hear_of_new_tickets_is_told(policy: None, ines: User) -> None:
    wish(by=ines, ways={"untriaged": "at once"}, digest_at=NOON.time())
    assert look(NOON).told == 1


def test_what_is_promised_around_the_clock_wants_somebody_on_call(policy: None) -> None:
    found = look(NOON)
    assert found.around_the_clock == ("Severity 1",)
    assert not found.has_rota


def test_whom_a_contract_names_may_ask(policy: None) -> None:
    contract()
    assert look(NOON).may_ask == 1
