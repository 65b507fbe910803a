"""Plain words for days, spans, hours and targets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from troth.core.policy.document import Channel, HoursRule, Policy
from troth.core.policy.target import ALWAYS, Promised, Target

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
WHOLE_DAY = ("00:00", "24:00")

Spans = Sequence[tuple[str, str]]


def day_words(day: date) -> str:
    """Return a date in full: `Thursday, November 26, 2026`."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def and_list(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: `a, b and c`."""
    shown = list(words)
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def or_list(words: Iterable[str]) -> str:
    """Return words as a sentence offers them: `a, b or c`."""
    shown = list(words)
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else "".join(shown)


def week_words(weekly: Mapping[str, Spans]) -> str:
    """Return a week's spans: `Monday to Friday, 08:00 to 20:00; Saturday, the whole day`."""
    runs: list[tuple[list[str], tuple[tuple[str, str], ...]]] = []
    before = ""
    for key, name in DAYS.items():
        spans = tuple(weekly.get(key, ()))
        if spans and runs and before and runs[-1][1] == spans:
            runs[-1][0].append(name)
        elif spans:
            runs.append(([name], spans))
        before = key if spans else ""
    return "; ".join(f"{_days(names)}, {span_words(spans)}" for names, spans in runs)


def span_words(spans: Spans) -> str:
    """Return the spans of one day: `08:00 to 12:00 and 13:00 to 17:00`, or `the whole day`."""
    if tuple(spans) == (WHOLE_DAY,):
        return "the whole day"
    return and_list(f"{opens} to {closes}" for opens, closes in spans)


def hours_name(name: str) -> str:
    """Return what a sentence calls some hours: `support hours`, `business days`."""
    words = name.replace("_", " ")
    return words if words.endswith(("hours", "days")) else f"{words} hours"


def hours_words(rule: HoursRule) -> str:
    """Return hours in full: their week, their zone, and that holidays are left out."""
    words = f"{week_words(rule.weekly)}, {rule.called}"
    return f"{words}, except on holidays" if rule.holidays is not None else words


def clock_words(target: Target) -> str:
    """Return what a target counts in: `around the clock`, `in support hours`."""
    return "around the clock" if target.clock == ALWAYS else f"in {hours_name(target.clock)}"


def target_words(target: Target) -> str:
    """Return a target in a sentence: `within 4 hours, counted in support hours`."""
    return f"within {target.within.words()}, counted {clock_words(target)}"


def promised_words(promised: Promised) -> str:
    """Return what is promised in a sentence, or the words that say that nothing is."""
    return target_words(promised) if isinstance(promised, Target) else promised.said


def counted_words(promised: Promised | None) -> str:
    """Return what a promise counts in, as a cell of a table; nothing where none is made."""
    return capital(clock_words(promised)) if isinstance(promised, Target) else ""


def answered_words(channel: Channel) -> str:
    """Return when a channel is answered: `in support hours`, `outside support hours`."""
    if channel.clock == ALWAYS:
        return "around the clock"
    return f"{'outside' if channel.outside else 'in'} {hours_name(channel.clock)}"


def capital(words: str) -> str:
    """Return words with a capital in front and the rest as it is."""
    return words[:1].upper() + words[1:]


def lower(words: str) -> str:
    """Return words with a small letter in front and the rest as it is."""
    return words[:1].lower() + words[1:]


def anchor_of(title: str) -> str:
    """Return a title as the anchor of its heading: `Severity 1` is `severity-1`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"


def main_hours(policy: Policy) -> HoursRule:
    """Return the hours people mean by "open": those of the first channel answered in any.

    Where no channel is answered in hours that the policy names, the first hours it names.
    """
    for channel in policy.channels.values():
        if not channel.outside and channel.clock in policy.hours:
            return policy.hours[channel.clock]
    return next(iter(policy.hours.values()))


def _days(names: Sequence[str]) -> str:
    if len(names) == 7:
        return "Every day"
    return f"{names[0]} to {names[-1]}" if len(names) > 2 else and_list(names)
