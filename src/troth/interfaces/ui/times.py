"""Instants as a reader sees them: how far off, and on whose clock."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from html import escape
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import main_hours

WEEK = timedelta(days=6)  # within which a weekday names one day alone
OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant for a `<time>` element: `iso` with the desk's offset, and words."""

    iso: str
    words: str

    def html(self, live: str = "") -> SafeString:
        """Return the element, ready to print: long lists have no time for a template's look-ups.

        `live` is what the page's script does with it: "data-due", "data-local", "data-ago",
        or `data-ago="about"` for the largest unit alone.
        """
        return SafeString(f'<time datetime="{self.iso}" {live}>{escape(self.words)}</time>')


@dataclass(frozen=True, slots=True)
class DeskClock:
    """The desk's clock on the wall, one reader's own, and what time it is.

    `reader` is None where the reader's zone is not known; the page then adds
    their time by itself.
    """

    zone: tzinfo
    called: str  # "Eastern"
    now: datetime
    reader: tzinfo | None = None
    days: dict[date, str] = field(default_factory=dict, repr=False, compare=False)
    """The words of days told so far: a page of hundreds of times has few days."""

    def at(self, instant: datetime) -> Moment:
        """Return an instant on the desk's clock: "14:00", "Tue 14:00", "3 Nov 14:00"."""
        local = instant.astimezone(self.zone)
        day, iso = local.date(), _iso(local)
        if day not in self.days:
            self.days[day] = day_words(day, self.now.astimezone(self.zone).date())
        return Moment(iso, f"{self.days[day]}{iso[11:16]}")

    def promised(self, instant: datetime) -> Moment:
        """Return an instant to rely on: "14:00 Eastern", with the reader's own where it differs."""
        shown = self.at(instant)
        return self._beside(Moment(shown.iso, f"{shown.words} {self.called}"), instant)

    def told(self, instant: datetime) -> Moment:
        """Return an instant of the past: "14:00", with the reader's own where it differs."""
        return self._beside(self.at(instant), instant)

    def left(self, due: datetime) -> Moment:
        """Return how far off a due time is: "in 1 h 20 min", or "broken 12 min ago"."""
        away = due - self.now
        said = _("in {length}") if away >= timedelta(0) else _("broken {length} ago")
        return Moment(_iso(due.astimezone(self.zone)), said.format(length=length_words(abs(away))))

    def ago(self, instant: datetime, *, about: bool = False) -> Moment:
        """Return how long ago something was; `about` says it in the largest unit alone."""
        gone = length_words(max(self.now - instant, timedelta(0)), about=about)
        return Moment(_iso(instant.astimezone(self.zone)), _("{length} ago").format(length=gone))

    def _beside(self, shown: Moment, instant: datetime) -> Moment:
        if own := self._own(instant):
            words = f"{shown.words} {_('({time} your time)').format(time=own)}"
            return Moment(shown.iso, words)
        return shown

    def _own(self, instant: datetime) -> str:
        if self.reader is None:
            return ""
        desk, own = instant.astimezone(self.zone), instant.astimezone(self.reader)
        if own.utcoffset() == desk.utcoffset():
            return ""
        if own.date() == desk.date():
            return f"{own:%H:%M}"
        near = abs(instant - self.now) < WEEK
        day = str(WEEKDAYS_ABBR[own.weekday()]) if near else _month_and_day(own)
        return f"{day} {own:%H:%M}"


def desk_clock(edition: Edition, now: datetime, reader: str = "") -> DeskClock:
    """Return the clock of a policy's main hours, for a reader whose zone may be known."""
    hours = main_hours(edition.policy)
    zone = edition.hours(hours.key).zone
    return DeskClock(zone, hours.called.removesuffix(" time"), now, zone_of(reader))


def zone_of(text: str) -> tzinfo | None:
    """Read a zone as rows keep it, "Europe/Riga" or "+02:00"; None where it says nothing."""
    if match := OFFSET.fullmatch(text):
        sign, hours, minutes = match.groups()
        east = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-east if sign == "-" else east) if east < timedelta(days=1) else None
    try:
        return ZoneInfo(text) if text else None
    except (LookupError, ValueError, OSError):
        return None


def _iso(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


def length_words(length: timedelta, *, about: bool = False) -> str:
    """Return a length of time, rounded down as a countdown is: "2 h 5 min", "3 d 4 h".

    `about` leaves the smaller unit out: "2 h", "3 d", and "1 min" for less.
    """
    whole = length // timedelta(minutes=1)
    minutes, hours, days = whole % 60, whole // 60, whole // (24 * 60)
    if whole < 1 and not about:
        return _("under a minute")
    if hours < 1:
        return _("{minutes} min").format(minutes=max(minutes, 1))
    if days < 1:
        said = _("{hours} h {minutes} min") if minutes and not about else _("{hours} h")
        return said.format(hours=hours, minutes=minutes)
    rest = 0 if about else hours % 24
    said = _("{days} d {hours} h") if days < 7 and rest else _("{days} d")
    return said.format(days=days, hours=rest)


def day_words(day: date, today: date) -> str:
    """Return what stands before a time to tell its day, by how near it is; nothing for today."""
    days = (day - today).days
    if days == 0:
        return ""
    if -7 < days < 7:
        return f"{WEEKDAYS_ABBR[day.weekday()]} "
    year = "" if day.year == today.year else f"{day.year} "
    return f"{_month_and_day(day)} {year}"


def _month_and_day(day: date) -> str:
    return f"{day.day} {str(MONTHS_3[day.month]).title()}"
