"""Read holiday calendars."""

from datetime import date, datetime

from troth.core.clock.words.days import OneDate, OnWeekend, parse_day
from troth.core.policy import vocabulary
from troth.core.policy.document import Holiday, HolidayRule
from troth.core.policy.parse.faults import MISSING
from troth.core.policy.parse.reader import Table

A_DAY = 'a day such as "December 25" or "third Monday of January"'


def holiday_rule(table: Table) -> HolidayRule:
    """Read one `[holidays.NAME]`: days by name or in a list, and what a weekend does to them."""
    days = [*_named_days(table), *_listed_days(table), *_dates(table)]
    if not days and table.values.keys().isdisjoint({"days", "dates", "calendar", "ics"}):
        say = "a holiday calendar without days is none: leave it out, or say its days"
        table.fault("days", found=MISSING, allowed=f"a list: {A_DAY}", say=say)
    chosen = table.choice("on_weekend", vocabulary.ON_WEEKEND)
    moves: OnWeekend = "nearest weekday" if chosen == "nearest weekday" else "not moved"
    table.done()
    return HolidayRule(key=table.name, days=tuple(days), on_weekend=moves)


def _named_days(table: Table) -> list[Holiday]:
    if not isinstance(table.values.get("days"), dict):
        return []
    named = table.inner("days")
    found = []
    for name in named.values:
        text = named.text(name, allowed=A_DAY)
        if text and (falls := named.parsed(named.at(name), parse_day, text, A_DAY)):
            found.append(Holiday(name, falls))
    return found


def _listed_days(table: Table) -> list[Holiday]:
    if "days" not in table.values or isinstance(table.values["days"], dict):
        return []
    found = []
    for index, text in enumerate(table.texts("days")):
        if falls := table.parsed((*table.at("days"), index), parse_day, text, A_DAY):
            found.append(Holiday(text, falls))
    return found


def _dates(table: Table) -> list[Holiday]:
    found = []
    for index, day in enumerate(table.items("dates") if table.has("dates") else ()):
        if isinstance(day, date) and not isinstance(day, datetime):
            found.append(Holiday(f"{day:%B} {day.day}, {day.year}", OneDate(day)))
        else:
            table.faults.add(
                (*table.at("dates"), index),
                found=day,
                allowed="a date such as 2026-12-24, without quotes",
                say="each of dates is a date",
            )
    return found
