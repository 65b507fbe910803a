"""Times, days and numbers as a person says them aloud, in English: no locale is asked."""

from datetime import date, datetime, timedelta

from troth.core.clock import Hours
from troth.core.clock.words.days import DAYS, MONTHS

DAYS_AHEAD = 30  # an opening further off is not named


def clock_time(local: datetime) -> str:
    """Return a wall time: "8 A.M.", "2:30 P.M.", "noon", "midnight"."""
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "noon" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes} {'A' if local.hour < 12 else 'P'}.M."


def day_name(day: date, today: date) -> str:
    """Return a day as one says it today: "today", "tomorrow", "on Monday", "on January 2"."""
    ahead = (day - today).days
    if ahead < 2:
        return ("today", "tomorrow")[max(ahead, 0)]
    return f"on {DAYS[day.weekday()]}" if ahead < 7 else f"on {MONTHS[day.month - 1]} {day.day}"


def spelled(text: str) -> str:
    """Return a number or a reference to be said sign by sign: "I V T, 1 0 4 2 7"."""
    letters, _, digits = text.rpartition("-")
    return ", ".join(" ".join(part) for part in (letters, digits) if part)


def opening(hours: Hours, called: str, at: datetime) -> str:
    """Return when hours open next: "tomorrow at 8 A.M. Eastern time"; "" where that is far off."""
    change = hours.next_change(at)
    if change is None or not change[1] or change[0] - at > timedelta(days=DAYS_AHEAD):
        return ""
    opens = change[0].astimezone(hours.zone)
    today = at.astimezone(hours.zone).date()
    return f"{day_name(opens.date(), today)} at {clock_time(opens)} {called}"


def holiday(hours: Hours, at: datetime) -> str:
    """Return the name of the holiday it is in the hours' own zone; "" where it is none."""
    return hours.holidays.get(at.astimezone(hours.zone).date(), "")
