"""Sections about time: when support is open, and how promises are counted."""

from collections.abc import Iterator
from datetime import date, datetime

from troth.core.policy.document import HoursRule, Policy
from troth.core.policy.edition import Edition
from troth.core.policy.prose.model import Block, Bullets, Paragraph, Section, Table
from troth.core.policy.prose.wording import (
    capital,
    day_words,
    hours_name,
    hours_words,
    main_hours,
    span_words,
    week_words,
)
from troth.core.policy.target import ALWAYS

STARTS = {
    "reported": (
        "The time to our response begins to run when the trouble reaches us, and the time to the"
        " next news when you last heard from us."
    )
}
DAYS_END = {
    "same time of day": (
        "A number of business days ends at the same time of day that it began. One that begins"
        " while we are closed ends at the close of its last day, the next day we open being the"
        " first."
    ),
    "at closing time": (
        "A number of business days ends at the close of the last one. The day it begins on does"
        " not count if we had already opened on it."
    ),
}


def opening(policy: Policy) -> Section:
    """Say when support is open."""
    rule = main_hours(policy)
    blocks: list[Block] = [Paragraph(f"Support is open {_lower_day(hours_words(rule))}.")]
    if rule.exceptions:
        blocks += [Paragraph("On these days it is different:"), Bullets(tuple(_exceptions(rule)))]
    return Section("hours", "When we are here", "enforced", tuple(blocks))


def counting(edition: Edition, at: datetime) -> Section:
    """Say how each clock counts, in which zone, and which holidays it leaves out."""
    policy = edition.policy
    clocks = policy.clocks
    rows = [
        (
            capital(hours_name(rule.key)),
            week_words(rule.weekly),
            _zone(rule),
            _leaves_out(rule),
        )
        for rule in policy.hours.values()
        if rule.key in clocks
    ]
    if ALWAYS in clocks:
        rows.insert(0, ("Around the clock", "Every hour of every day", "Any", "Nothing"))
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"{STARTS[policy.counting.clock_starts]} Time outside the hours it is counted in costs"
            " nothing: what reaches us then counts from the next opening. A time that runs out"
            " exactly at closing ends at closing. Something done at the very end of its time is"
            " done in time."
        ),
        Table("What time is counted in", ("Counted in", "Open", "Zone", "Leaves out"), tuple(rows)),
        Paragraph(DAYS_END[policy.counting.business_days_end]),
    )
    holidays = tuple(_holidays(edition, at))
    return Section("counting", "How time is counted", "enforced", blocks, holidays)


def _holidays(edition: Edition, at: datetime) -> Iterator[Section]:
    """List the holidays of the twelve months from the date at the main hours."""
    named = list(edition.policy.holidays)
    for key in named:
        zone = edition.hours(main_hours(edition.policy).key).zone
        first = at.astimezone(zone).date()
        last = _a_year_after(first)
        rows = tuple(
            (day_words(day), name)
            for day, name in edition.frozen.holidays[key].items()
            if first <= day < last
        )
        title = "Holidays of the next twelve months"
        anchor = "holidays" if len(named) == 1 else f"holidays-{key.replace('_', '-')}"
        if len(named) > 1:
            title = f"{title}: {key.replace('_', ' ')}"
        yield Section(anchor, title, "enforced", (Table(title, ("Day", "Holiday"), rows),))


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # February 29
        return date(day.year + 1, 3, 1)


def _zone(rule: HoursRule) -> str:
    place = rule.zone.rpartition("/")[2].replace("_", " ")
    if rule.zone == "UTC":
        return "UTC"
    return f"{rule.called}: what clocks show in {place}, daylight saving time included"


def _leaves_out(rule: HoursRule) -> str:
    return "Holidays" if rule.holidays is not None else "Nothing"


def _exceptions(rule: HoursRule) -> Iterator[str]:
    for day, spans in sorted(rule.exceptions.items()):
        yield f"{day_words(day)}: {span_words(spans) if spans else 'closed'}"


def _lower_day(words: str) -> str:
    return words.replace("Every day", "every day")
