"""When a report calls the person on call: by the founding policy, and by one that says more."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.pure.policy import relay
from tests.pure.promises import tale
from tests.times import eastern
from troth.core.urgent.reached import calls_a_person, needed, urgent_care

OFFICE = ZoneInfo(relay.edition().policy.hours["office"].zone)


@pytest.mark.parametrize(
    ("at", "severity", "there"),
    [
        pytest.param("2026-11-20 19:59", "1", False, id="friday-before-closing"),
        pytest.param("2026-11-20 20:00", "1", True, id="friday-at-closing"),
        pytest.param("2026-11-26 12:00", "1", True, id="thanksgiving"),
        pytest.param("2026-11-26 12:00", "2", False, id="thanksgiving-for-less"),
    ],
)
def test_urgent_care_is_there_outside_support_hours(at: str, severity: str, there: bool) -> None:
    care = urgent_care(tale.edition(), severity, eastern(at))

    assert (care is not None) is there


def test_the_founding_policy_calls_nobody_for_a_mail() -> None:
    assert not calls_a_person(tale.edition(), "mail", "1", eastern("2026-11-20 20:00"))


@pytest.mark.parametrize("channel", ["mail", "web"])
def test_a_policy_that_says_so_calls_for_a_report_on_the_web_or_by_mail(channel: str) -> None:
    night = datetime(2026, 11, 21, 3, 0, tzinfo=OFFICE)
    noon = datetime(2026, 11, 19, 12, 0, tzinfo=OFFICE)

    assert calls_a_person(relay.edition(), channel, "urgent", night)
    assert not calls_a_person(relay.edition(), channel, "urgent", noon)
    assert not calls_a_person(relay.edition(), channel, "normal", night)
    assert not calls_a_person(relay.edition(), "phone", "urgent", night)


def test_cover_is_needed_when_urgent_care_is_there() -> None:
    cover = needed(tale.edition())

    assert cover is not None
    assert cover.is_needed(eastern("2026-11-20 20:00"))
    assert not cover.is_needed(eastern("2026-11-20 19:59"))
