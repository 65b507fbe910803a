"""A customer's word on a closed ticket, with everything that is needed to decide what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from troth.core.facts import kinds
from troth.core.promises.standing import next_owed
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.defects.queries import briefs
from troth.domain.tickets.alike import alike
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.rules import undecided_messages
from troth.interfaces.desk.screens.defects import Row as Defect
from troth.interfaces.desk.screens.defects import rows as defect_rows
from troth.interfaces.desk.screens.lines import Run, Shown, show
from troth.interfaces.ui.promises import TO_STAFF, Told, tell
from troth.interfaces.ui.times import DeskClock, Moment, desk_clock

KEYS = "12345"


@dataclass(frozen=True, slots=True)
class Alike:
    """An open ticket that the word may belong to, and the key that says so."""

    number: int
    ref: str
    url: str
    subject: str
    severity: str
    what: str  # owed next
    due: Moment | None
    key: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """Everything that a decision needs, on one screen."""

    number: int
    ref: str
    url: str
    subject: str
    seen: int
    customer: str
    severity: str
    owed: Told | None  # the decision itself
    words: SafeString
    before: SafeString  # the report, and what told the resolution
    closed: Shown | None
    alike: list[Alike]
    defects: list[Defect]
    clock: DeskClock


def build(page: TicketPage, user: User, at: datetime) -> Deciding:
    """Put an undecided ticket into what its decision needs."""
    ticket, stands = page.ticket, page.standing
    clock = desk_clock(page.edition, at, user.zone)
    by_position = {one.entry.position: one for one in page.lines}
    entries = [one.entry for one in page.lines]

    def shown(position: int | None) -> Shown | None:
        line = by_position.get(position or 0)
        return show(line, ticket, page.edition, clock, user.by) if line else None

    resolved = by_position.get(stands.resolution or 0)
    fact = resolved.entry.fact if resolved else None
    told_by = fact.told_by if isinstance(fact, kinds.Resolved) else None
    words = [shown(one.position) for one in undecided_messages(entries, stands)]
    said = " ".join(one.text for one in words if one)
    promise = next_owed(page.promises, stands)
    reporter = ticket.reporter
    company = str(reporter.customer or reporter.company or reporter.name) if reporter else ""
    return Deciding(
        number=ticket.number,
        ref=ticket.ref,
        url=reverse("desk:ticket", args=[ticket.number]),
        subject=ticket.subject,
        seen=page.position,
        customer=company,
        severity=page.edition.policy.severity_name(stands.severity),
        owed=tell(promise, page.edition_of(promise), clock) if promise else None,
        words=_html(words),
        before=_html([shown(1), shown(told_by)]),
        closed=shown(stands.closing),
        alike=_alike(page, user, said, clock),
        defects=defect_rows(briefs(stands.defects)) if stands.defects else [],
        clock=clock,
    )


def _html(lines: Iterable[Shown | None]) -> SafeString:
    return Run([one for one in lines if one]).html


def _alike(page: TicketPage, user: User, said: str, clock: DeskClock) -> list[Alike]:
    found = []
    for key, one in zip(KEYS, alike(user, page.ticket, said, len(KEYS)), strict=False):
        policy = contracts.edition(one.edition_id).policy
        due = one.standing.next_due_at
        found.append(
            Alike(
                number=one.number,
                ref=one.ref,
                url=reverse("desk:ticket", args=[one.number]),
                subject=one.subject,
                severity=policy.severity_name(one.standing.severity),
                what=str(TO_STAFF.get(one.standing.next_what, _("Nothing due"))),
                due=clock.left(due) if due else None,
                key=key,
            )
        )
    return found
