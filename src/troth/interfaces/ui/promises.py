"""Promises as a page tells them: what was promised, how it stands, by when, and how sure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import target_words
from troth.core.promises.announce import warns_at
from troth.core.promises.promise import Promise, Status, status
from troth.interfaces.ui.times import DeskClock, Moment, length_words

Tone = Literal["calm", "soon", "broken", "none"]
Names = Mapping[str, "str | Lazy"]
TO_STAFF: Names = {
    "response": gettext_lazy("Response"),
    "update": gettext_lazy("Update"),
    "decision": gettext_lazy("Decide"),
    "hold decision": gettext_lazy("Accept or decline"),
}
TO_CUSTOMERS: Names = {
    "response": gettext_lazy("Answer"),
    "update": gettext_lazy("News"),
    "decision": gettext_lazy("Decision on your new message"),
    "hold decision": gettext_lazy("Decision on your report"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One promise in words. `left` is set while somebody still has to keep it."""

    what: str
    key: str  # within its ticket: what it is, and the fact that made it
    tone: Tone
    stands: Status
    state: str
    left: Moment | None  # None while it stands still, too
    since: Moment  # what it is counted from
    due: Moment
    ended: Moment | None  # when it was kept, or no longer owed
    rule: str  # "within 4 hours, counted in support hours"
    passed: int | None  # per cent of the promised time, while open
    undated: bool = False  # it stands still, and nobody knows until when


def tell(promise: Promise, edition: Edition, clock: DeskClock, names: Names = TO_STAFF) -> Told:
    """Tell how a promise stands now. A word says it; colour only repeats the word."""
    stands = status(promise, clock.now)
    ended = promise.kept_at or promise.void_at
    tone: Tone = "none"
    state, passed = _("no longer owed"), None
    if stands == "open":
        tone = "soon" if clock.now >= warns_at(promise, edition) else "calm"
        state, passed = _("due"), _passed(promise, edition, clock.now)
    elif stands == "kept" and promise.kept_at is not None:
        tone, state = "calm", _("kept %(when)s") % {"when": clock.at(promise.kept_at).words}
    elif stands == "late" and promise.kept_at is not None:
        late = length_words(promise.kept_at - promise.due_at)
        tone, state = "broken", _("broken, done %(length)s late") % {"length": late}
    elif stands == "broken":
        tone, state = "broken", _("broken")
    elif stands == "paused":
        begun = clock.at(promise.pauses[-1].begins_at).words
        tone, state = "calm", _("stands still since %(when)s") % {"when": begun}
    return Told(
        what=str(names[promise.what]),
        key=f"{promise.what.replace(' ', '-')}/{promise.made_by}",
        tone=tone,
        stands=stands,
        state=state,
        left=clock.left(promise.due_at) if promise.is_open and stands != "paused" else None,
        since=clock.at(promise.counted_from),
        due=clock.promised(promise.due_at),
        ended=clock.at(ended) if ended else None,
        rule=target_words(promise.target),
        passed=passed,
        undated=promise.paused_at is not None,
    )


def tone_of(due_at: datetime | None, warn_at: datetime | None, now: datetime) -> Tone:
    """Return the tone of a due time: soon once its warning has come, broken after it."""
    if due_at is None:
        return "none"
    if now > due_at:
        return "broken"
    return "soon" if warn_at is not None and now >= warn_at else "calm"


def _passed(promise: Promise, edition: Edition, now: datetime) -> int:
    hours = edition.hours(promise.target.clock)
    start = promise.counted_from
    whole = hours.elapsed(start, promise.due_at)
    if not whole or now <= start:
        return 0
    return min(100, round(hours.elapsed(start, now) / whole * 100))
