"""Read what a policy says of time: targets and hours."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TypeVar

from troth.core.clock import ALWAYS as ALWAYS_OPEN
from troth.core.clock import Hours
from troth.core.clock.faults import ClockFault
from troth.core.clock.words.durations import (
    Duration,
    Elapsed,
    NextBusinessDay,
    parse_duration,
)
from troth.core.clock.words.spans import parse_weekly
from troth.core.policy import vocabulary
from troth.core.policy.document import HoursRule
from troth.core.policy.parse.faults import MISSING, as_written
from troth.core.policy.parse.lines import dotted
from troth.core.policy.parse.reader import Table
from troth.core.policy.target import ALWAYS, Promised, Target, Unpromised

T = TypeVar("T")
Spans = tuple[tuple[str, str], ...]

A_DURATION = 'a length of time such as "4 hours" or "5 business days"'
A_CLOCK = 'the name of hours, such as "support" or "always"'
A_ZONE = 'a time zone such as "America/New_York", or "UTC"'
SOME_SPANS = 'spans such as ["Mon-Fri 08:00-20:00"]'
DAY_SPANS = 'spans such as ["08:00-12:00"], or [] for a day closed'

# What an abbreviation most likely means: a contract that says EST means New York's time.
ABBREVIATED = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "GMT": "Europe/London",
    "BST": "Europe/London",
    "WET": "Europe/Lisbon",
    "CET": "Europe/Paris",
    "CEST": "Europe/Paris",
    "MET": "Europe/Paris",
    "EET": "Europe/Helsinki",
}
PLACEHOLDER = Elapsed(timedelta(hours=1))


def promised(table: Table, key: str, *, word: str = "within") -> Promised:
    """Read a target, or the words that say there is none: "best effort", "not offered"."""
    found = table.values.get(key)
    if isinstance(found, str) and found in vocabulary.UNPROMISED:
        table.has(key)
        return Unpromised(found, dotted(table.at(key)))
    return target(table, key, word=word)


def optional_promised(table: Table, key: str, *, word: str) -> Promised | None:
    """Read what is promised, or None where it is not written."""
    return promised(table, key, word=word) if table.has(key) else None


def target(table: Table, key: str, *, word: str = "within") -> Target:
    """Read a target that must be there: a length of time (`word`) and the hours it counts in."""
    clause = dotted(table.at(key))
    unread = Target(PLACEHOLDER, ALWAYS, clause)
    shape = f'{{ {word} = "4 hours", clock = "…" }}'
    if not table.has(key):
        say = f"[{dotted(table.path)}] must say {key}"
        table.fault(key, found=MISSING, allowed=shape, say=say)
        return unread
    found = table.values[key]
    if not isinstance(found, dict):
        say = f"{key} must name a time and the hours it counts in"
        if found in vocabulary.UNPROMISED:
            say = f"{key} is owed to everybody, and cannot be {as_written(found)}"
        elif found == "never":
            say = f"a {key} that never comes is not promised: leave the key out"
        table.fault(key, found=found, allowed=shape, say=say)
        return unread
    inner = table.inner(key)
    within = _duration(inner, word)
    if not inner.has("clock"):
        inner.fault(
            "clock",
            found=MISSING,
            allowed=A_CLOCK,
            say=f"{clause} names no clock: a promise whose hours are unsaid is a dispute",
        )
    clock = inner.optional_text("clock", allowed=A_CLOCK)
    inner.done()
    return Target(within, clock, clause) if within and clock else unread


def silence_steps(table: Table) -> list[Target]:
    """Read when silence is reminded of, in order, and last when it ends; all in one clock."""
    if not table.has("clock"):
        say = f"{dotted(table.path)} names no clock: silence is counted in hours, too"
        table.fault("clock", found=MISSING, allowed=A_CLOCK, say=say)
    clock = table.optional_text("clock", allowed=A_CLOCK)
    clause = dotted(table.path)
    steps = [
        (table.parsed((*table.at("remind_after"), index), parse_duration, text))
        for index, text in enumerate(table.texts("remind_after", required=False))
    ]
    steps.append(_duration(table, "after"))
    return [
        Target(one, clock, clause) if one and clock else Target(PLACEHOLDER, ALWAYS, clause)
        for one in steps
    ]


def hours(table: Table, zones: Collection[str]) -> HoursRule:
    """Read one `[hours.NAME]`: zone, spans, holidays and dates that differ."""
    if table.name == ALWAYS:
        say = '"always" is around the clock and needs no table; give these hours another name'
        table.faults.add(table.path, found=ALWAYS, allowed="another name", say=say)
    zone = read_zone(table, zones)
    weekly = read_weekly(table)
    rule = HoursRule(
        key=table.name,
        zone=zone,
        called=table.optional_text("called") or words_for_zone(zone),
        holidays=table.optional_text("holidays"),
        exceptions=read_exceptions(table),
        weekly=weekly,
    )
    table.done()
    _possible(table, rule)
    return rule


def words_for_zone(zone: str) -> str:
    """Return plain words for a zone the policy does not name: the city it is known by.

    A policy says better with `called = "Eastern time"`.
    """
    if zone == "UTC":
        return zone
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def _duration(table: Table, key: str) -> Duration | None:
    text = table.text(key, allowed=A_DURATION)
    read = table.parsed(table.at(key), parse_duration, text) if text else None
    if isinstance(read, NextBusinessDay) and key == "every":
        say = "news comes every so often: the next business day is one day only"
        table.fault(key, found=text, allowed='a length of time such as "1 business day"', say=say)
        return None
    return read


def read_zone(table: Table, zones: Collection[str]) -> str:
    """Read the `zone` of a table; "UTC", with a fault, where it is none there is."""
    zone = table.text("zone", allowed=A_ZONE)
    if not zone or zone in zones:
        return zone or "UTC"
    if meant := ABBREVIATED.get(zone.upper()):
        say = f'{zone} is an abbreviation that means several times; write the place: "{meant}"?'
    else:
        close = get_close_matches(zone, sorted(zones), n=1, cutoff=0.6)
        say = f"no time zone is called {zone}" + (f' (did you mean "{close[0]}"?)' if close else "")
    table.fault("zone", found=zone, allowed=A_ZONE, say=say)
    return "UTC"


def read_weekly(table: Table) -> Mapping[str, Spans]:
    """Read the `open` spans of a week, keyed by weekday."""
    lines = table.texts("open")
    if table.values.get("open") == []:
        table.fault("open", found=[], allowed=SOME_SPANS, say="these hours never open")
    week: dict[str, Spans] = {}
    for index, line in enumerate(lines):
        read = table.parsed((*table.at("open"), index), lambda text: parse_weekly([text]), line)
        for day, spans in (read or {}).items():
            week[day] = (*week.get(day, ()), *spans)
    return week


def read_exceptions(table: Table) -> Mapping[date, Spans]:
    """Read `exceptions`: a date in quotes or bare, and the spans that replace its own."""
    found: dict[date, Spans] = {}
    inner = table.optional_table("exceptions")
    if inner is None:
        return found
    for key in inner.values:
        try:
            day = date.fromisoformat(key)
        except ValueError:
            say = f"{key} is no date there is"
            inner.fault(key, found=key, allowed="a date such as 2026-12-24", say=say)
            continue
        spans: Spans = ()
        for index, line in enumerate(inner.texts(key)):
            # A span has no days of its own here: any weekday stands for the date.
            path = (*inner.at(key), index)
            read = inner.parsed(path, lambda text: parse_weekly([f"Mon {text}"]), line, DAY_SPANS)
            spans = (*spans, *(read or {}).get("mon", ()))
        found[day] = spans
    return found


def _possible(table: Table, rule: HoursRule) -> None:
    """Note a fault where spans overlap; the clock itself is asked."""
    if not rule.weekly:
        return
    try:
        Hours(ALWAYS_OPEN.zone, rule.weekly, (), rule.exceptions, rule.key)
    except ClockFault as fault:
        table.fault(
            "open", found=table.values.get("open"), allowed="each time once", say=str(fault)
        )
