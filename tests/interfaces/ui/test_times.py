"""How lengths of time are said: in two units where one acts on it, in one at a glance."""

from datetime import timedelta

import pytest

from troth.interfaces.ui.times import length_words


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
