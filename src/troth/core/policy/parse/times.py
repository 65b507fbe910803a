"""Read what a policy says of time: targets, hours and holidays."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TypeVar

from troth.core.clock import words
from troth.core.policy import vocabulary
from troth.core.policy.document import ALWAYS, Holiday, HolidayRule, HoursRule, Target
from troth.core.policy.parse.faults import MISSING, as_written
from troth.core.policy.parse.lines import Path, dotted
from troth.core.policy.parse.reader import Table

T = TypeVar("T")
Spans = tuple[tuple[str, str], ...]

A_DURATION = 'a length of time such as "4 hours" or "5 business days"'
A_CLOCK = 'the name of hours, such as "support" or "always"'
SOME_SPANS = 'spans such as ["Mon-Fri 08:00-20:00"]'
DAY_SPANS = 'spans such as ["08:00-12:00"], or [] for a day closed'
A_DAY_RULE = 'a day such as "December 25" or "third Monday of January"'

PLACEHOLDER = words.Elapsed(timedelta(hours=1))


def target(table: Table, key: str, *, word: str = "within") -> Target:
    """Read a target that must be there: a length of time (`word`) and the hours it counts in."""
    clause = dotted(table.at(key))
    if not table.has(key):
        allowed = f'{{ {word} = "4 hours", clock = "…" }}'
        say = f"[{dotted(table.path)}] must say {key}"
        table.fault(key, found=MISSING, allowed=allowed, say=say)
        return Target(PLACEHOLDER, ALWAYS, clause)
    found = table.values[key]
    if not isinstance(found, dict):
        _not_a_target(table, key, word)
        return Target(PLACEHOLDER, ALWAYS, clause)
    inner = table.inner(key)
    within = _duration(inner, word)
    clock = inner.optional_text("clock", allowed=A_CLOCK)
    if "clock" not in inner.values:
        inner.fault(
            "clock",
            found=MISSING,
            allowed=A_CLOCK,
            say=f"{clause} names no clock: a promise whose hours are unsaid is a dispute",
        )
    inner.done()
    return Target(within, clock or ALWAYS, clause)


def optional_target(table: Table, key: str, *, word: str) -> Target | None:
    """Read a target, or None where it is not written."""
    return target(table, key, word=word) if table.has(key) else None


def hours(table: Table, zones: Collection[str]) -> HoursRule:
    """Read one `[hours.NAME]`: zone, spans, holidays and dates that differ."""
    if table.name == ALWAYS:
        say = '"always" is around the clock and needs no table; give these hours another name'
        table.faults.add(table.path, found=ALWAYS, allowed="another name", say=say)
    opens = table.texts("open")
    if table.values.get("open") == []:
        table.fault("open", found="[]", allowed=SOME_SPANS, say="these hours never open")
    zone = _zone(table, zones)
    rule = HoursRule(
        key=table.name,
        zone=zone,
        called=table.optional_text("called") or words_for_zone(zone),
        opens=opens,
        holidays=table.optional_text("holidays"),
        exceptions=_exceptions(table),
        weekly=_weekly(table, opens),
    )
    table.done()
    return rule


def holidays(table: Table) -> HolidayRule:
    """Read one `[holidays.NAME]`: days by name or in a list, and what a weekend does to them."""
    days: list[Holiday] = []
    if isinstance(table.values.get("days"), dict):
        named = table.inner("days")
        days += [
            Holiday(name, _day_rule(named.at(name), named.text(name, allowed=A_DAY_RULE), table))
            for name in named.values
        ]
    elif table.has("days"):
        days += [
            Holiday(text, _day_rule((*table.at("days"), index), text, table))
            for index, text in enumerate(table.texts("days"))
        ]
    days += [Holiday(f"{day:%B} {day.day}, {day.year}", day) for day in _dates(table)]
    if not days and not {"calendar", "ics", "days", "dates"} & set(table.values):
        say = "a holiday calendar without days is none: leave it out, or say its days"
        table.fault("days", found=MISSING, allowed=f"a list: {A_DAY_RULE}", say=say)
    on_weekend = table.choice("on_weekend", vocabulary.ON_WEEKEND)
    table.done()
    return HolidayRule(key=table.name, days=tuple(days), on_weekend=on_weekend)


def words_for_zone(zone: str) -> str:
    """Return plain words for a zone no one has named: the city it is written by.

    A policy says better with `called = "Eastern time"`.
    """
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"
