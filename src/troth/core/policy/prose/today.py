"""Whether support is open right now, in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import day_words, main_hours


@dataclass(frozen=True, slots=True)
class HoursState:
    """How the hours stand at an instant: open or closed, until when, and the holiday if it is one.

    `words` say it all: `Open until 20:00 Eastern time`, `Closed for Thanksgiving until 08:00
    Friday, Eastern time`. `changes_at` is None where nothing changes within the years counted.
    """

    open: bool
    words: str
    holiday: str | None
    changes_at: datetime | None


def today(edition: Edition, at: datetime, name: str | None = None) -> HoursState:
    """Say how the hours `name` stand at `at`; without a name, the hours support is open in.

    Raises:
        UnknownHours: the policy names no such hours.
    """
    name = name or main_hours(edition.policy).key
    hours = edition.hours(name)
    rule = edition.policy.hours.get(name)
    called = rule.called if rule else "UTC"
    is_open = hours.is_open(at)
    now = at.astimezone(hours.zone)
    holiday = hours.holidays.get(now.date())
    change = hours.next_change(at)
    state = "Open" if is_open else f"Closed for {holiday}" if holiday else "Closed"
    if change is None:
        words = "Always open" if is_open else "Closed for good"
        return HoursState(open=is_open, words=words, holiday=holiday, changes_at=None)
    changes_at, _ = change
    until = _moment(changes_at.astimezone(hours.zone), now.date(), closing=is_open)
    return HoursState(is_open, f"{state} until {until} {called}", holiday, changes_at)


def _moment(then: datetime, now: date, *, closing: bool) -> str:
    """Return a time of day, with the day where it is another one: `20:00`, `08:00 Monday,`."""
    day = then.date()
    clock = f"{then:%H:%M}"
    if closing and then.hour == then.minute == 0:
        # Closing at midnight ends the day that people are still in.
        day, clock = day - timedelta(days=1), "24:00"
    if day == now:
        return clock
    if day - now < timedelta(days=7):
        return f"{clock} {day:%A},"
    return f"{clock} on {day_words(day)},"
