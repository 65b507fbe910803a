"""Sessions as their owner reads them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.security.queries import ref_of, sessions_of
from troth.interfaces.ui.browsers import browser_words
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One browser in which somebody is signed in."""

    ref: str
    browser: str
    source: str
    began: Moment
    seen: Moment
    is_this: bool
    knows_zone: bool  # then the times tell the reader's own as well


def shown(user: User, key: str | None, *, at: datetime) -> list[SessionShown]:
    """Return where somebody is signed in: the browser that asks first, then the newest seen."""
    clock = clock_at(at)
    found = [
        SessionShown(
            ref=ref_of(one.session_key),
            browser=browser_words(one.browser) or _("A browser that names nothing we know"),
            source=one.source,
            began=clock.told(one.began_at),
            seen=clock.ago(one.seen_at, about=True),
            is_this=one.session_key == key,
            knows_zone=clock.reader is not None,
        )
        for one in sessions_of(user, at=at)
    ]
    return sorted(found, key=lambda one: not one.is_this)


def clock_at(at: datetime) -> DeskClock:
    """Return the desk's clock, beside which the page adds its reader's own time.

    UTC where no policy is published yet.
    """
    try:
        _id, edition = contracts.current(at)
    except Refused:
        return DeskClock(UTC, "UTC", at)
    return desk_clock(edition, at)
