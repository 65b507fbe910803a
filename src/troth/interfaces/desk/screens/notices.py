"""Notices as an agent reads them: a list, and how to be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from troth.domain.notices.models import Wishes
from troth.domain.notices.queries import PAGE, Shown
from troth.domain.notices.rules import NEVER_OFF, USUAL, WAYS, Way
from troth.interfaces.ui.notices import KINDS, TONES, told
from troth.interfaces.ui.times import DeskClock

SAID = 160  # letters of what somebody wrote
WAY_NAMES: dict[Way, str | Lazy] = {
    "at once": _("At once"),
    "digest": _("Daily digest"),
    "off": _("Off"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One notice, ready to print."""

    id: int
    words: str
    tone: str
    ref: str
    subject: str
    said: str
    ago: SafeString
    unread: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of notice on the preferences page, with the ways it may be told."""

    field: str
    kind: str
    name: str | Lazy
    meaning: str | Lazy
    ways: tuple[tuple[Way, str | Lazy, bool, bool], ...]  # way, name, chosen, possible


def rows(found: Iterable[Shown], clock: DeskClock) -> list[Row]:
    """Put notices into rows."""
    return [
        Row(
            id=one.notice.pk,
            words=told(one.notice.kind, one.who),
            tone=TONES.get(one.notice.kind, ""),
            ref=one.notice.ticket.ref,
            subject=one.notice.ticket.subject,
            said=_short(one.said),
            ago=clock.ago(one.notice.at).html("data-ago"),
            unread=one.notice.read_at is None,
        )
        for one in found
    ]


def older(found: list[Shown]) -> int | None:
    """Return the notice before which the next page begins; None where this is the last."""
    return found[-1].notice.pk if len(found) == PAGE else None


def choices(wishes: Wishes) -> list[Choice]:
    """Return every kind with the way it is told now."""
    return [
        Choice(
            field=f"way-{place}",
            kind=kind,
            name=name,
            meaning=meaning,
            ways=tuple(
                (
                    way,
                    WAY_NAMES[way],
                    wishes.ways.get(kind, USUAL[kind]) == way,
                    way != "off" or kind not in NEVER_OFF,
                )
                for way in WAYS
            ),
        )
        for place, (kind, (name, meaning)) in enumerate(KINDS.items())
    ]


def _short(text: str) -> str:
    return text if len(text) <= SAID else f"{text[:SAID].rsplit(' ', 1)[0]} …"
