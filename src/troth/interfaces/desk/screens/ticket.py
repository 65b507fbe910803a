"""A ticket as staff work on it: everything in words, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from troth.core.facts import kinds
from troth.core.facts.paging import PageTaken
from troth.core.policy.document import CloseReason, Policy, Severity
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing, next_owed
from troth.core.urgent.paging import Page, newest_page
from troth.domain.contracts.models import Contract
from troth.domain.contracts.queries import candidates
from troth.domain.customers.models import Person
from troth.domain.defects.queries import briefs
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.pages import Line, TicketPage, taken_back
from troth.interfaces.desk.screens.about import About, about
from troth.interfaces.desk.screens.defects import Row, rows
from troth.interfaces.desk.screens.joining import Joined, Offer, joined, offer
from troth.interfaces.desk.screens.lines import Run, Shown, runs, show
from troth.interfaces.desk.screens.together import Bond, bonds
from troth.interfaces.desk.screens.waits import Needed, Waits, needed, waits
from troth.interfaces.ui.promises import Told, tell
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

# Told beside the message they are about, so they need no line of their own in the conversation.
_IN_PLACE = (kinds.MessageAccepted,)


RECENT = 3
"""How many promises of the past a page shows before it is asked for more."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """The promises of a ticket on a line of time."""

    owed: list[Promise]
    past: list[Promise]


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the ticket's page shows."""

    number: int
    ref: str
    url: str
    subject: str
    seen: int
    opened: Moment
    severity: Severity
    urgent: bool
    page: Page | None  # the newest call for whoever is on call
    page_taker: str
    suggested: str  # the name of the severity the customer suggests; empty when none
    suggested_key: str
    terms: str  # plan and region, where it is on any
    capped: str  # the highest severity outside production; empty where nothing caps it
    stands: Standing
    state: str
    reporter: Person | None
    to: str  # "Ines Duarte at Acme"
    address: str
    about: About
    runs: list[Run]
    newest: int  # position of the last entry shown
    read_to: int  # position of the reader's own last entry; 0 when there is none
    unread: int  # position of the first entry after it that somebody else wrote; 0 when none
    written: int  # how many entries somebody wrote
    next: Told | None
    owed: list[Told]
    past: list[Told]  # the newest first, and no more than are shown at once
    earlier: int  # how many came before those
    agent: str
    team: str
    is_mine: bool
    handover: Shown | None  # what the one before handed over, until the customer was answered
    severities: tuple[Severity, ...]
    reasons: tuple[CloseReason, ...]
    edition: Edition
    clock: DeskClock
    can_work: bool  # neither held nor closed
    has_resolution: bool
    joining: Offer | None  # of a held report: the ticket it may belong to
    joined: Joined | None  # of a report that was put on another ticket
    bonds: list[Bond]  # tickets that belong to it
    defects: list[Row]  # that it waits for
    waits: Waits | None
    needed: Needed | None
    contracts: list[Contract]  # those a held report may belong to


def _taker(page: TicketPage) -> str:
    """Return who took the newest call for whoever is on call."""
    took = (one.who for one in reversed(page.lines) if isinstance(one.entry.fact, PageTaken))
    return next(took, "")


def build(page: TicketPage, at: datetime, zone: str = "", reader: str = "") -> Screen:
    """Put a ticket into words, for an agent ("agent:3") whose own zone may be known."""
    ticket, stands, policy = page.ticket, page.standing, page.edition.policy
    clock = desk_clock(page.edition, at, zone)
    line = on_a_line(page)
    owed = next_owed(page.promises, stands)
    lines = shown(page, page.lines, clock, whole=False, reader=reader)
    wrote = [one for one in lines if one.shape != "event"]
    read_to = max((one.position for one in lines if one.own), default=0)
    severity = policy.severity(stands.severity)
    beside = about(page)
    elsewhere = joined(page) if stands.declined else None
    return Screen(
        number=ticket.number,
        ref=ticket.ref,
        url=reverse("desk:ticket", args=[ticket.number]),
        subject=ticket.subject,
        seen=page.position,
        opened=clock.at(ticket.opened_at),
        severity=severity,
        urgent=severity is policy.severities[0],
        page=newest_page([one.entry for one in page.lines]),
        page_taker=_taker(page),
        suggested=policy.severity_name(stands.suggested) if stands.suggested else "",
        suggested_key=stands.suggested or "",
        terms=_terms(stands, policy),
        capped=_capped(policy),
        stands=stands,
        state=_("Put on another ticket") if elsewhere else _state(stands),
        reporter=ticket.reporter,
        to=_to(ticket),
        address=beside.email,
        about=beside,
        runs=runs(lines),
        newest=lines[-1].position if lines else 0,
        read_to=read_to,
        unread=next((one.position for one in wrote if one.position > read_to), 0),
        written=len(wrote),
        next=tell(owed, page.edition_of(owed), clock) if owed else None,
        owed=[tell(one, page.edition_of(one), clock) for one in line.owed],
        past=[tell(one, page.edition_of(one), clock) for one in line.past[:RECENT]],
        earlier=max(0, len(line.past) - RECENT),
        agent=ticket.standing.assignee.name if ticket.standing.assignee else "",
        team=ticket.standing.team.name if ticket.standing.team else "",
        is_mine=stands.assignee is not None and reader == f"agent:{stands.assignee}",
        handover=next((one for one in lines if one.position == stands.handover), None),
        severities=policy.open_to(production=stands.production),
        reasons=tuple(policy.closing.reasons.values()),
        edition=page.edition,
        clock=clock,
        can_work=not stands.held and stands.closed_at is None,
        has_resolution=stands.communicated_at is not None,
        joining=offer(page, beside.email) if stands.held else None,
        joined=elsewhere,
        bonds=bonds(page),
        defects=rows(briefs(stands.defects)) if stands.defects else [],
        waits=waits(page, clock),
        needed=needed(page, owed, clock),
        contracts=candidates(ticket.reporter, beside.email) if stands.held else [],
    )


def _terms(stands: Standing, policy: Policy) -> str:
    named = [
        policy.plans[stands.plan].name if stands.plan else "",
        policy.regions[stands.region].name if stands.region else "",
    ]
    return " · ".join(name for name in named if name)


def _capped(policy: Policy) -> str:
    highest = policy.open_to(production=False)[0]
    return highest.name if highest is not policy.severities[0] else ""


def on_a_line(page: TicketPage) -> PromiseLine:
    """Part what is still owed from what was, the newest first.

    A miss before the closing stays a miss, and is owed no more.
    """
    closed = page.standing.closed_at is not None
    owed = [one for one in page.promises if one.is_open and (not closed or one.what == "decision")]
    past = [one for one in reversed(page.promises) if one not in owed]
    return PromiseLine(owed, past)


def shown(
    page: TicketPage, lines: list[Line], clock: DeskClock, *, whole: bool, reader: str = ""
) -> list[Shown]:
    """Return entries in words; unless `whole`, without those a message already tells of itself."""
    gone = taken_back(page.lines)
    return [
        show(line, page.ticket, page.edition, clock, reader)
        for line in lines
        if whole or not (isinstance(line.entry.fact, _IN_PLACE) or line.entry.position in gone)
    ]


def changed(page: TicketPage, seen: int) -> bool:
    """Say whether what is written or owed changed after `seen`; a delivery changes neither."""
    kept = {promise.kept_at for promise in page.promises}
    new = (line.entry for line in page.lines if line.entry.position > seen)
    return any(not isinstance(one.fact, _IN_PLACE) or one.at in kept for one in new)


def since(page: TicketPage, seen: int, at: datetime) -> list[Shown]:
    """Return what people and deliveries added after `seen`, in words."""
    new = [one for one in page.lines if one.entry.position > seen and one.entry.by != "desk"]
    return shown(page, new, desk_clock(page.edition, at), whole=True)


def _to(ticket: Ticket) -> str:
    person = ticket.reporter
    if person is None:
        return _("the customer")
    company = person.customer.name if person.customer else person.company
    name = person.name or _("the customer")
    return _("%(name)s at %(company)s") % {"name": name, "company": company} if company else name


def _state(now: Standing) -> str:
    if now.held:
        return _("Held")
    if now.merged_into is not None and now.undecided is None:
        return _("Merged")
    if now.undecided:
        return _("Closed, the customer wrote")
    if now.closed_at:
        return _("Declined") if now.declined else _("Closed")
    return _("Resolved") if now.resolved_at else _("Open")
