"""Days of the year in words, and where they are kept."""

from datetime import date

import pytest

from troth.core.clock.faults import WordsFault
from troth.core.clock.words.days import OnWeekend, holidays_in, moved, parse_day


@pytest.mark.parametrize(
    ("text", "year", "on"),
    [
        ("January 1", 2026, "2026-01-01"),
        ("july 4", 2026, "2026-07-04"),
        ("third Monday of January", 2026, "2026-01-19"),
        ("last Monday of May", 2026, "2026-05-25"),
        ("last Friday of May", 2026, "2026-05-29"),
        ("First Monday of September", 2026, "2026-09-07"),
        ("fourth Thursday of November", 2026, "2026-11-26"),
        ("day after fourth Thursday of November", 2026, "2026-11-27"),
        ("day before December 25", 2026, "2026-12-24"),
        ("day after December 31", 2026, "2027-01-01"),
        ("February 29", 2028, "2028-02-29"),
        ("February 29", 2026, None),
        ("2026-12-24", 2026, "2026-12-24"),
        ("2026-12-24", 2027, None),
    ],
)
def test_a_day_in_a_year(text: str, year: int, on: str | None) -> None:
    rule = parse_day(text)
    assert rule.in_year(year) == (on and date.fromisoformat(on))
    assert rule.words().lower() == text.lower()
    assert parse_day(rule.words()) == rule


@pytest.mark.parametrize(
    "text",
    [
        *("", "January", "January 0", "January 32", "February 30", "fifth Monday of May", "4 July"),
        *("third Monday", "day after", "day after tomorrow", "day after day after July 4"),
        *("2026-02-29", "2026-13-01", "Easter"),
    ],
)
def test_days_not_understood_are_refused(text: str) -> None:
    with pytest.raises(WordsFault) as refused:
        parse_day(text)
    assert refused.value.allowed


@pytest.mark.parametrize(
    ("day", "on_weekend", "kept"),
    [
        ("2026-07-03", "nearest weekday", "2026-07-03"),
        ("2026-07-04", "not moved", "2026-07-04"),
        ("2026-07-04", "nearest weekday", "2026-07-03"),
        ("2026-07-05", "nearest weekday", "2026-07-06"),
        ("2026-07-04", "next weekday", "2026-07-06"),
        ("2026-07-05", "next weekday", "2026-07-06"),
    ],
)
def test_a_day_on_a_weekend(day: str, on_weekend: OnWeekend, kept: str) -> None:
    assert moved(date.fromisoformat(day), on_weekend) == date.fromisoformat(kept)


def test_another_way_to_move_is_refused() -> None:
    with pytest.raises(WordsFault, match="nearest weekday"):
        moved(date(2026, 7, 4), "previous weekday")  # type: ignore[arg-type]


def test_holidays_of_a_span_of_years_are_named() -> None:
    rules = [parse_day(text) for text in ("January 1", "July 4", "2026-12-26")]
    assert holidays_in(rules, 2026, 2027, "nearest weekday") == {
        date(2026, 1, 1): "January 1",
        date(2026, 7, 3): "July 4 (moved from Saturday)",
        date(2026, 12, 26): "2026-12-26",
        date(2027, 1, 1): "January 1",
        date(2027, 7, 5): "July 4 (moved from Sunday)",
        # January 1 of 2028 is a Saturday, and is kept in the year before.
        date(2027, 12, 31): "January 1 (moved from Saturday)",
    }


def test_two_holidays_on_one_weekend_are_kept_on_two_days() -> None:
    rules = [parse_day("December 25"), parse_day("December 26")]
    assert list(holidays_in(rules, 2027, 2027, "next weekday")) == [
        date(2027, 12, 27),
        date(2027, 12, 28),
    ]


def test_two_rules_for_one_date_share_it() -> None:
    rules = [parse_day("July 4"), parse_day("2025-07-04")]
    assert holidays_in(rules, 2025, 2025) == {date(2025, 7, 4): "July 4 and 2025-07-04"}
