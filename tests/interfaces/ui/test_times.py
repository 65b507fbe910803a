"""How lengths of time are said: in two units where one acts on it, in one at a glance."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from troth.interfaces.ui.times import DeskClock, length_words


@pytest.mark.parametrize(
    ("length", "exactly", "about"),
    [
        pytest.param(timedelta(seconds=20), "under a minute", "1 min", id="seconds"),
        pytest.param(timedelta(minutes=38), "38 min", "38 min", id="minutes"),
        pytest.param(timedelta(hours=2, minutes=25), "2 h 25 min", "2 h", id="hours"),
        pytest.param(timedelta(days=3, hours=4), "3 d 4 h", "3 d", id="days"),
        pytest.param(timedelta(days=9, hours=4), "9 d", "9 d", id="many-days"),
    ],
)
def test_a_length_is_said_exactly_or_in_its_largest_unit(
    length: timedelta, exactly: str, about: str
) -> None:
    assert (length_words(length), length_words(length, about=True)) == (exactly, about)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        pytest.param("2026-11-24 17:00", "12:00 Eastern (19:00 your time)", id="the-same-day"),
        pytest.param("2026-11-24 23:30", "18:30 Eastern (Wed 01:30 your time)", id="another-day"),
        pytest.param(
            "2026-11-15 23:30",
            "15 Nov 18:30 Eastern (16 Nov 01:30 your time)",
            id="too-long-ago-for-a-weekday",
        ),
    ],
)
def test_a_reader_far_away_is_told_their_own_hour_and_day(instant: str, said: str) -> None:
    now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    clock = DeskClock(ZoneInfo("America/New_York"), "Eastern", now, ZoneInfo("Europe/Riga"))

    assert clock.promised(datetime.fromisoformat(instant).replace(tzinfo=UTC)).words == said
