"""Every fact of a ticket as it was written down: what, who, when, and when it was recorded."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from troth.domain.tickets.pages import Line, TicketPage
from troth.interfaces.channels.web.handed import Handed
from troth.interfaces.desk.screens.lines import CHANNELS, show
from troth.interfaces.ui.times import DeskClock

ALL = "all"
GROUPS: dict[str, "str | Lazy"] = {
    ALL: _("All"),
    "messages": _("Messages"),
    "staff": _("Among staff"),
    "deliveries": _("Deliveries"),
    "promises": _("Promises"),
    "ticket": _("The ticket itself"),
}
_WAYS = {"desk": _("at the desk")}
# Every kind of fact: the group it is shown under, and its name in words.
KINDS: dict[str, tuple[str, "str | Lazy"]] = {
    "reported": ("messages", _("Report")),
    "message_in": ("messages", _("Message from the customer")),
    "message_out": ("messages", _("Message to the customer")),
    "call": ("messages", _("Call")),
    "note": ("staff", _("Note")),
    "analysed": ("staff", _("Analysis")),
    "message_accepted": ("deliveries", _("Delivery")),
    "message_bounced": ("deliveries", _("Message that came back")),
    "withdrawn": ("deliveries", _("Message taken back")),
    "promise_warned": ("promises", _("Warning")),
    "promise_broken": ("promises", _("Broken promise")),
    "breach_withdrawn": ("promises", _("Breach withdrawn")),
    "terms_set": ("ticket", _("Terms")),
    "held": ("ticket", _("Hold")),
    "hold_ended": ("ticket", _("End of a hold")),
    "severity_set": ("ticket", _("Severity")),
    "production_set": ("ticket", _("Production")),
    "needed_by_set": ("ticket", _("Needed by")),
    "request_kind_set": ("ticket", _("What is asked")),
    "waiting_began": ("ticket", _("Wait")),
    "waiting_ended": ("ticket", _("End of a wait")),
    "reminded": ("ticket", _("Reminder")),
    "resolved": ("ticket", _("Resolution")),
    "closed": ("ticket", _("Closing")),
    "closing_undone": ("ticket", _("Closing undone")),
    "reporter_set": ("ticket", _("Whose it is")),
    "reopened": ("ticket", _("Reopening")),
    "new_issued": ("ticket", _("New ticket")),
    "word_moved": ("ticket", _("Word for another ticket")),
    "thanked": ("ticket", _("Thank-you")),
    "linked": ("ticket", _("Link")),
    "unlinked": ("ticket", _("Link taken back")),
    "merged_into": ("ticket", _("Merging")),
    "merged_from": ("ticket", _("Merging")),
    "promise_carried": ("promises", _("Promise taken over")),
    "split_off": ("ticket", _("Splitting")),
    "assigned": ("ticket", _("Assignment")),
    "defect_linked": ("ticket", _("Defect")),
    "defect_unlinked": ("ticket", _("Defect no more")),
    "patch_released": ("ticket", _("Patch")),
    "colleague_added": ("ticket", _("Colleague")),
    "corrected": ("ticket", _("Correction")),
    "paged": ("staff", _("Page")),
    "page_attempted": ("staff", _("Try to reach somebody")),
    "page_answered": ("staff", _("Outcome of a try")),
    "page_passed_over": ("staff", _("Somebody passed over")),
    "page_missed": ("staff", _("Page that nobody took")),
    "page_taken": ("staff", _("Page taken")),
    "page_stood_down": ("staff", _("Page ended")),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One group of facts, and how many of them the ticket has."""

    key: str
    name: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, ready to print."""

    position: int
    kind: str  # as the ledger names it
    name: str  # in words
    tone: str
    what: str
    text: str
    more: str
    files: tuple[Handed, ...]
    who: str
    channel: str
    at: SafeString
    recorded: SafeString | str  # where it was written down later than it happened


@dataclass(frozen=True, slots=True)
class History:
    """What the history page shows: the groups, and the facts of one of them."""

    filters: list[Filter]
    facts: list[Fact]


def build(page: TicketPage, clock: DeskClock, only: str = ALL) -> History:
    """Tell every fact of a group in the order they were written; an unknown group is all."""
    only = only if only in GROUPS else ALL
    counts = Counter(_group(line) for line in page.lines)
    counts[ALL] = len(page.lines)
    return History(
        filters=[
            Filter(key, str(name), counts[key], key == only)
            for key, name in GROUPS.items()
            if counts[key] or key == only
        ],
        facts=[_fact(line, page, clock) for line in page.lines if only in (ALL, _group(line))],
    )


def _fact(line: Line, page: TicketPage, clock: DeskClock) -> Fact:
    entry = line.entry
    shown = show(line, page.ticket, page.edition, clock)
    late = entry.recorded_at.replace(second=0, microsecond=0) > entry.at
    return Fact(
        position=entry.position,
        kind=entry.fact.kind,
        name=str(KINDS.get(entry.fact.kind, ("", entry.fact.kind.replace("_", " ")))[1]),
        tone=shown.tone,
        what=shown.what,
        text=shown.text,
        more=shown.carried.more,
        files=shown.carried.files,
        who=shown.who or str(_("the desk itself")),
        channel=str(CHANNELS.get(entry.channel, _WAYS.get(entry.channel, entry.channel))),
        at=clock.at(entry.at).html("data-local"),
        recorded=clock.at(entry.recorded_at).html() if late else "",
    )


def _group(line: Line) -> str:
    return KINDS.get(line.entry.fact.kind, ("ticket", ""))[0]
