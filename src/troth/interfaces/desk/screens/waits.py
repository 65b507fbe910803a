"""What a ticket waits for, in words, and the reasons it may wait for."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from troth.core.facts import kinds
from troth.core.policy.document import Policy
from troth.core.policy.prose.pauses import still_words
from troth.core.policy.waiting import CUSTOMER_WRITES, DATE_COMES, PATCH_RELEASED
from troth.core.promises.promise import Promise
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.ui.promises import TO_STAFF, Tone
from troth.interfaces.ui.times import DeskClock, Moment

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waits:
    """What a ticket waits for now."""

    reason: str
    what: str  # in staff's own words
    since: Moment
    until: Moment | None
    still: str  # "Our news", or "Nothing"
    step: str  # what silence does next


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that may be chosen: what ends the wait, and what stands still."""

    key: str
    name: str
    means: str
    needs_date: bool


def waits(page: TicketPage, clock: DeskClock) -> Waits | None:
    """Tell what a ticket waits for; None where it waits for nothing, or its date has come."""
    wait = page.standing.waiting
    if wait is None or (wait.until is not None and wait.until <= clock.now):
        return None
    rule = page.edition.policy.waiting.get(wait.reason)
    line = next((one for one in page.lines if one.entry.position == wait.began), None)
    step_at = page.ticket.standing.step_at
    return Waits(
        reason=rule.reason if rule else wait.reason,
        what=str((line.content or {}).get("text", "")) if line else "",
        since=clock.at(wait.since),
        until=clock.at(wait.until) if wait.until else None,
        still=still_words(rule) if rule else "",
        step=_step(page, step_at is not None, clock),
    )


def _step(page: TicketPage, comes: bool, clock: DeskClock) -> str:
    wait, rule = page.standing.waiting, page.edition.policy.closing.no_answer
    if wait is None or rule is None or wait.reason != rule.waits_in:
        return ""
    if not comes or page.ticket.standing.step_at is None:
        return _("A reminder has not reached the customer, so nothing closes by itself.")
    at = clock.at(page.ticket.standing.step_at).words
    if wait.reminded < len(rule.reminders):
        return _("The customer is reminded %(at)s.") % {"at": at}
    return _("It closes %(at)s, if nothing is heard.") % {"at": at}


@dataclass(frozen=True, slots=True)
class Needed:
    """By when a customer needs it, counted down, and what of ours would come after it."""

    what: str
    at: Moment
    left: Moment
    tone: Tone
    too_late: str  # what is promised for a later time


def needed(page: TicketPage, owed: Promise | None, clock: DeskClock) -> Needed | None:
    """Tell by when it is needed; None where it is by no certain time."""
    at = page.standing.needed_at
    if at is None or page.standing.closed_at is not None:
        return None
    line = next((one for one in page.lines if one.entry.position == page.standing.needed_by), None)
    late = owed is not None and owed.due_at > at
    tone: Tone = "broken" if at < clock.now else "soon" if late or at - clock.now < DAY else "calm"
    return Needed(
        what=str((line.content or {}).get("text", "")) if line else "",
        at=clock.at(at),
        left=clock.left(at),
        tone=tone,
        too_late=str(TO_STAFF[owed.what]) if owed is not None and late else "",
    )


def reasons(policy: Policy) -> list[Reason]:
    """Return the reasons that a policy names, each with what follows from it."""
    return [
        Reason(one.key, one.reason, _means(one.ends, still_words(one)), one.ends == DATE_COMES)
        for one in policy.waiting.values()
    ]


def _means(ends: str, still: str) -> str:
    until = {
        CUSTOMER_WRITES: _("Until the customer writes."),
        PATCH_RELEASED: _("Until the patch is released."),
        DATE_COMES: _("Until a date."),
    }.get(ends, _("Until you say so."))
    return f"{until} {_('Stands still: %(what)s.') % {'what': still.lower()}}"


def began_words(fact: kinds.WaitingBegan, policy: Policy, clock: DeskClock) -> str:
    """Return what a wait that began is for, and until when."""
    rule = policy.waiting.get(fact.reason)
    said = _("Waits: %(reason)s") % {"reason": rule.reason if rule else fact.reason}
    if fact.until is None:
        return said
    return f"{said}, {_('until %(at)s') % {'at': clock.promised(fact.until).words}}"


def ended_words(fact: kinds.WaitingEnded) -> str:
    """Return why a wait is over."""
    return {
        "staff": _("Waits no longer"),
        "customer wrote": _("Waits no longer: the customer wrote"),
        "patch released": _("Waits no longer: the patch is released"),
        "date came": _("Waits no longer: its date has come"),
    }[fact.why]
