"""Spans and durations in words: read, written, and refused."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.core.clock.faults import WordsFault
from troth.core.clock.words.durations import BusinessDays, Duration, Elapsed, parse_duration, say
from troth.core.clock.words.spans import format_weekly, parse_spans, parse_weekly

DAY = [("08:00", "20:00")]


@pytest.mark.parametrize(
    ("text", "days", "spans"),
    [
        ("Mon-Fri 08:00-20:00", "mon tue wed thu fri", DAY),
        ("mon-fri 8:00 - 20:00", "mon tue wed thu fri", DAY),
        ("Sat,Sun 10:00-14:00", "sat sun", [("10:00", "14:00")]),
        ("Mon-Wed, Friday 08:00-20:00", "mon tue wed fri", DAY),
        ("Fri-Mon 08:00-20:00", "mon fri sat sun", DAY),
        ("every day 00:00-24:00", "mon tue wed thu fri sat sun", [("00:00", "24:00")]),
        ("Mon 09:00-12:00, 13:00-17:00", "mon", [("09:00", "12:00"), ("13:00", "17:00")]),
        ("Mon 09:00-12:00 and 13:00-17:00", "mon", [("09:00", "12:00"), ("13:00", "17:00")]),
        ("Mon 22:00-06:00", "mon", [("22:00", "06:00")]),
    ],
)
def test_spans_are_read(text: str, days: str, spans: list[tuple[str, str]]) -> None:
    assert parse_spans(text) == dict.fromkeys(days.split(), spans)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:00-20:00", "08:00-20:00"),
        ("Mon-Fri", "Mon-Fri"),
        ("", ""),
        ("Mon-Fry 08:00-20:00", "Fry"),
        ("Mon,Mon 08:00-20:00", "Mon,Mon"),
        ("Mon 08:00-25:00", "Mon 08:00-25:00"),
        ("Mon 8-20", "8-20"),
        ("Mon 08:00-20:00 sharp", "08:00-20:00 sharp"),
    ],
)
def test_spans_not_understood_are_refused(text: str, found: str) -> None:
    with pytest.raises(WordsFault) as refused:
        parse_spans(text)
    assert refused.value.found == found
    assert refused.value.allowed


def test_lines_make_a_week_and_a_week_makes_lines() -> None:
    lines = ["Mon-Thu 08:00-20:00", "Fri 08:00-12:00, 13:00-17:00", "Sat,Sun 10:00-14:00"]
    assert format_weekly(parse_weekly(lines)) == lines
    assert parse_weekly(["Mon 08:00-12:00", "Mon 13:00-17:00"]) == {
        "mon": [("08:00", "12:00"), ("13:00", "17:00")]
    }


@given(
    st.dictionaries(
        st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        st.sampled_from([DAY, [("22:00", "06:00")], [("00:00", "24:00")]]),
    )
)
def test_any_week_is_read_as_it_is_written(week: dict[str, list[tuple[str, str]]]) -> None:
    assert parse_weekly(format_weekly(week)) == week


@pytest.mark.parametrize(
    ("text", "duration", "words"),
    [
        ("4 hours", Elapsed(timedelta(hours=4)), "4 hours"),
        ("1 hour", Elapsed(timedelta(hours=1)), "1 hour"),
        ("1 hours", Elapsed(timedelta(hours=1)), "1 hour"),
        ("30 minutes", Elapsed(timedelta(minutes=30)), "30 minutes"),
        ("90 minutes", Elapsed(timedelta(minutes=90)), "90 minutes"),
        ("1 hour and 30 minutes", Elapsed(timedelta(minutes=90)), "1 hour 30 minutes"),
        ("24 Hours", Elapsed(timedelta(hours=24)), "24 hours"),
        ("2 weeks", Elapsed(timedelta(days=14)), "2 weeks"),
        ("5 business days", BusinessDays(5), "5 business days"),
        (" 1  business day ", BusinessDays(1), "1 business day"),
    ],
)
def test_durations(text: str, duration: Duration, words: str) -> None:
    read = parse_duration(text)
    assert read == duration
    assert read.words() == words
    assert parse_duration(read.words()) == read


@pytest.mark.parametrize(
    "text",
    [
        *("", "4", "hours", "four hours", "0 hours", "0 business days", "-4 hours", "1.5 hours"),
        *("4 hours 4 hours", "30 minutes 1 hour", "4 months", "5 business hours", "999999 hours"),
    ],
)
def test_durations_not_understood_are_refused(text: str) -> None:
    with pytest.raises(WordsFault, match="allowed: a number and a unit"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=1), "24 hours"),
        (timedelta(hours=1, minutes=1), "1 hour 1 minute"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=2, milliseconds=1500), "2 minutes 1.5 seconds"),
        (timedelta(0), "0 seconds"),
        (-timedelta(minutes=1), "minus 1 minute"),
    ],
)
def test_a_length_is_said(length: timedelta, words: str) -> None:
    assert say(length) == words
    assert Elapsed(length).words() == words
