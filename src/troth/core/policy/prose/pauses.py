"""Sections about waiting: what for, what stands still meanwhile, and what silence does."""

from collections.abc import Iterator

from troth.core.policy.document import Policy
from troth.core.policy.prose.model import Paragraph, Section, Table
from troth.core.policy.prose.wording import and_list, clock_words, lower
from troth.core.policy.target import Target
from troth.core.policy.waiting import (
    CUSTOMER_WRITES,
    DATE_COMES,
    PATCH_RELEASED,
    STAFF_SAY,
    NoAnswer,
    WaitingRule,
)

ENDS = {
    CUSTOMER_WRITES: "You write to us",
    PATCH_RELEASED: "The patch is released",
    DATE_COMES: "A date that we tell you",
    STAFF_SAY: "Our staff say so",
}
STOPPED = {"response": "our first response", "update": "our news"}


def waiting(policy: Policy) -> Iterator[Section]:
    """Say what a ticket may wait for, until when, and what stands still meanwhile."""
    if not policy.waiting:
        return
    rules = policy.waiting.values()
    rows = tuple((one.reason, ENDS[one.ends], still_words(one)) for one in rules)
    stops = any(one.stops for one in rules)
    said = "Meanwhile it stays open, no time stands still, and the news goes on."
    if stops:
        said = (
            "Meanwhile it stays open, and whatever does not stand still goes on. What stood still"
            f" goes on when the wait is over, {_return_words(policy)}. Each pause is on record with"
            " its beginning and its end, and every due time says which of them it holds."
        )
    columns = ("Because", "Until", "What stands still")
    yield Section(
        "waiting",
        "While a ticket waits",
        "enforced",
        (Table("Reasons to wait", columns, rows), Paragraph(said)),
    )


def still_words(rule: WaitingRule) -> str:
    """Return what stands still while a ticket waits: `Our news`, or `Nothing`."""
    words = and_list(STOPPED[one] for one in rule.stops)
    return words[:1].upper() + words[1:] if words else "Nothing"


def _return_words(policy: Policy) -> str:
    anew = [one for one in policy.waiting.values() if one.stops and one.anew]
    some = [one for one in policy.waiting.values() if one.stops and not one.anew]
    if not anew:
        return "with what was left of it"
    if not some:
        return "counted from the beginning"
    reasons = and_list(f"“{lower(one.reason)}”" for one in anew)
    return f"with what was left of it, but after {reasons} it is counted from the beginning"


def silence(policy: Policy) -> Iterator[Paragraph]:
    """Say when silence closes a ticket, where it ever does."""
    rule = policy.closing.no_answer
    if rule is None:
        return
    reason = lower(policy.waiting[rule.waits_in].reason)
    yield Paragraph(
        f"When it waits because {reason}, and we hear nothing, {silence_words(rule)}."
        " The reason is then: "
        f"{rule.name}. {rule.means}"
    )


def silence_words(rule: NoAnswer) -> str:
    """Return the steps of silence: reminders, then the closing, and the hours they count in."""
    closes = f"close the ticket after {_length(rule.after)}, counted {clock_words(rule.after)}"
    if not rule.reminders:
        return f"we {closes}"
    times = and_list(_length(one) for one in rule.reminders)
    return f"we remind you after {times}, and {closes}"


def _length(target: Target) -> str:
    return target.within.words()
