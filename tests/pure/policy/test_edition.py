"""An edition counts with the zone rules and holidays it was published with."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from tests.pure.policy.sample import ZONES, founding, target_of, written
from troth.core.clock import ALWAYS
from troth.core.clock.words.days import Fixed, OneDate
from troth.core.policy.document import Holiday, HolidayRule, Policy
from troth.core.policy.edition import BeyondHorizon, Edition, UnknownHours
from troth.core.policy.frozen import Frozen, freeze, holidays_in
from troth.core.policy.parse import parse

NEW_YORK = ZoneInfo("America/New_York")


def rules(zone: str) -> bytes:
    return resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()


def edition_of(policy: Policy, years: range = range(2025, 2030)) -> Edition:
    zones: Mapping[str, bytes] = {"America/New_York": rules("America/New_York")}
    return Edition("test-1", policy, freeze(policy, zones, years))


def new_york(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


@pytest.mark.parametrize(
    ("severity", "promise", "start", "due"),
    [
        pytest.param("1", "response", "2026-11-21 23:30", "2026-11-22 01:30", id="round-the-clock"),
        pytest.param("2", "response", "2026-11-20 19:30", "2026-11-23 11:30", id="over-a-weekend"),
        pytest.param("2", "response", "2026-11-20 16:00", "2026-11-20 20:00", id="ends-at-closing"),
        pytest.param("2", "response", "2026-11-25 18:00", "2026-11-30 10:00", id="over-holidays"),
        pytest.param("2", "update", "2026-11-20 15:00", "2026-11-23 15:00", id="a-business-day"),
        pytest.param("3", "response", "2026-11-19 15:00", "2026-11-23 15:00", id="two-of-them"),
        pytest.param("3", "update", "2026-11-20 15:00", "2026-12-01 15:00", id="five-of-them"),
        pytest.param("3", "update", "2026-11-21 15:00", "2026-12-01 20:00", id="from-a-saturday"),
    ],
)
def test_due_and_its_explanation_agree(severity: str, promise: str, start: str, due: str) -> None:
    edition = edition_of(founding())
    target = target_of(edition.policy, severity, promise)

    assert edition.due(new_york(start), target) == new_york(due)
    assert edition.explain(new_york(start), target).due_at == new_york(due)


def test_business_days_may_end_at_closing_time() -> None:
    text = written(
        'business_days_end = "same time of day" ', 'business_days_end = "at closing time" '
    )
    edition = edition_of(parse(text, zones=ZONES))
    update = target_of(edition.policy, "3", "update")

    assert edition.due(new_york("2026-11-20 15:00"), update) == new_york("2026-12-01 20:00")


def test_hours_are_built_once_and_always_is_among_them() -> None:
    edition = edition_of(founding())

    assert edition.hours("support") is edition.hours("support")
    assert edition.hours("always") is ALWAYS
    with pytest.raises(UnknownHours, match="'night'; it has always, support, business_days"):
        edition.hours("night")


def test_a_count_beyond_the_frozen_holidays_is_refused_and_not_guessed() -> None:
    edition = edition_of(founding(), range(2026, 2027))

    with pytest.raises(BeyondHorizon, match="2026-2026"):
        edition.due(new_york("2026-12-31 19:00"), target_of(edition.policy, "2"))
    assert edition.due(new_york("2026-12-31 23:00"), target_of(edition.policy, "1"))


def test_what_is_frozen_survives_its_json_form() -> None:
    frozen = edition_of(founding()).frozen

    assert Frozen.from_json(json.loads(json.dumps(frozen.to_json()))) == frozen


def test_the_holidays_of_2026() -> None:
    days = holidays_in(founding().holidays["company"], range(2026, 2027))

    assert {f"{day:%m-%d}": name for day, name in days.items()} == {
        "01-01": "New Year's Day",
        "01-19": "Martin Luther King Jr. Day",
        "05-25": "Memorial Day",
        "07-03": "Independence Day (observed)",
        "09-07": "Labor Day",
        "11-26": "Thanksgiving",
        "11-27": "Day after Thanksgiving",
        "12-25": "Christmas Day",
    }


def test_a_new_year_on_a_saturday_is_taken_in_the_year_before() -> None:
    days = holidays_in(founding().holidays["company"], range(2027, 2028))

    assert days[date(2027, 12, 31)] == "New Year's Day (observed)"


def test_holidays_that_do_not_move_and_dates_written_out_stay() -> None:
    days = (Holiday("Fourth", Fixed(7, 4)), Holiday("Shutdown", OneDate(date(2026, 12, 26))))
    still = HolidayRule("company", days, "not moved")
    moving = HolidayRule("company", days, "nearest weekday")

    assert list(holidays_in(still, range(2026, 2027))) == [date(2026, 7, 4), date(2026, 12, 26)]
    assert list(holidays_in(moving, range(2026, 2027))) == [date(2026, 7, 3), date(2026, 12, 26)]


def test_two_holidays_on_one_day_are_both_named() -> None:
    days = (Holiday("One", Fixed(7, 6)), Holiday("Other", Fixed(7, 6)))

    found = holidays_in(HolidayRule("x", days, "not moved"), range(2026, 2027))

    assert found == {date(2026, 7, 6): "One and Other"}


def test_an_exception_opens_a_day_that_is_also_a_holiday() -> None:
    spans = 'exceptions = { 2026-12-25 = ["10:00-12:00"] }'
    text = written('open     = ["Mon-Fri 08:00-20:00"]', f'open = ["Mon-Fri 08:00-20:00"]\n{spans}')
    hours = edition_of(parse(text, zones=ZONES)).hours("support")

    assert hours.is_open(new_york("2026-12-25 11:00"))
    assert not hours.is_open(new_york("2026-12-25 13:00"))
