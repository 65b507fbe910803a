"""What stands beside a ticket: who reported it, their system, and the other tickets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from troth.domain.contracts.queries import number_of
from troth.domain.tickets.company import Glance
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.ui.specifications import Specifications, read


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket: of the same customer, or one this ticket came from or led to."""

    ref: str
    url: str
    subject: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class About:
    """Whose ticket it is and where it belongs, in words."""

    name: str
    email: str  # as the report says it
    customer: str  # as we know them; empty where we do not
    company: str  # as they call themselves, where that differs
    contract: str  # the number of the one it counts by; empty where it counts by none
    contract_said: str  # as the report says it, where that differs
    zone: str
    addresses: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]  # what the policy asks for and the report lacks
    system: Specifications
    system_text: str
    related: list[Related]


def about(page: TicketPage) -> About:
    """Tell whose ticket it is, from the report and from what we know of the person."""
    person = page.ticket.reporter
    report = next((line.content for line in page.lines if line.content), {}) or {}
    known = person.customer.name if person and person.customer else ""
    said = (person.company if person else "") or str(report.get("company") or "")
    system = str(report.get("specifications") or "")
    # What one of us forwarded suggests whose report it is; it is never the agent's own.
    whose = report.get("forwarded") or report
    typed = " ".join(str(report.get("contract") or "").split())
    by = number_of(page.standing.contract) if page.standing.contract else ""
    return About(
        name=(person.name if person else "") or str(whose.get("name") or ""),
        email=str(whose.get("email") or ""),
        customer=known,
        company=said if said != known else "",
        contract=by,
        contract_said=typed if typed.casefold() != by.casefold() else "",
        zone=person.zone if person else "",
        addresses=tuple(page.addresses),
        missing=tuple(str(one) for one in report.get("missing") or ()),
        system=read(system),
        system_text=system,
        related=related(page.related),
    )


def related(others: Iterable[Glance]) -> list[Related]:
    """Tell other tickets by their numbers, their subjects and how they stand."""
    stem = reverse("desk:ticket", args=[0]).removesuffix("0")
    return [
        Related(
            ref=other.ref,
            url=f"{stem}{other.number}",
            subject=other.subject,
            state=_("closed") if other.closed else _("held") if other.held else _("open"),
            is_open=not other.closed,
        )
        for other in others
    ]
