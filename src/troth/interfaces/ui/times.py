"""Instants as a reader sees them: how far off, and on whose clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from django.utils.html import escape
from django.utils.safestring import SafeString

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import main_hours

OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant for a `<time>` element: `iso` with the desk's offset, and words."""

    iso: str
    words: str

    def html(self, live: str = "") -> SafeString:
        """Return the element, ready to print: long lists have no time for a template's look-ups.

        `live` is what the page's script does with it: "data-due", "data-ago", "data-local".
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

    def at(self, instant: datetime) -> Moment:
        """Return an instant on the desk's clock: "14:00", "Tue 14:00", "3 Nov 14:00"."""
        local = instant.astimezone(self.zone)
        return Moment(local.isoformat(timespec="seconds"), wall_words(local, self._today))

    def promised(self, instant: datetime) -> Moment:
        """Return an instant to rely on: "14:00 Eastern", with the reader's own where it differs."""
        shown = self.at(instant)
        words = f"{shown.words} {self.called}"
        return Moment(
            shown.iso, f"{words} ({own} your time)" if (own := self._own(instant)) else words
        )

    def left(self, due: datetime) -> Moment:
        """Return how far off a due time is: "in 1 h 20 min", or "broken 12 min ago"."""
        away = due - self.now
        words = (
            f"in {length_words(away)}"
            if away >= timedelta(0)
            else f"broken {length_words(-away)} ago"
        )
        return Moment(self.at(due).iso, words)

    def ago(self, instant: datetime) -> Moment:
        """Return how long ago something was."""
        gone = max(self.now - instant, timedelta(0))
        return Moment(self.at(instant).iso, f"{length_words(gone)} ago")

    @property
    def _today(self) -> datetime:
        return self.now.astimezone(self.zone)

    def _own(self, instant: datetime) -> str:
        if self.reader is None:
            return ""
        desk, own = instant.astimezone(self.zone), instant.astimezone(self.reader)
        if own.utcoffset() == desk.utcoffset():
            return ""
        return f"{own:%H:%M}" if own.date() == desk.date() else f"{own:%a %H:%M}"


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


def length_words(length: timedelta) -> str:
    """Return a length of time, rounded down as a countdown is: "2 h 5 min", "3 d 4 h"."""
    minutes = length // timedelta(minutes=1)
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    if hours < 24:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    days = hours // 24
    return f"{days} d {hours % 24} h" if days < 7 and hours % 24 else f"{days} d"


def wall_words(local: datetime, today: datetime) -> str:
    """Return a wall-clock time by how near its day is; both are in the same zone."""
    days = (local.date() - today.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if -7 < days < 7:
        return f"{local:%a %H:%M}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local:%b}{year} {local:%H:%M}"
