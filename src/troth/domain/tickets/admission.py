"""Whether a new report becomes a ticket or waits: the one place where the two reasons meet."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.facts.kinds import Held
from troth.core.facts.nameless import nameless
from troth.core.policy.document import Policy
from troth.domain.contracts.entitled import Entitled, NotEntitled
from troth.domain.contracts.entitlement import entitlement
from troth.domain.customers.models import Person
from troth.domain.tickets import rules
from troth.domain.tickets.belonging import Belongs
from troth.domain.tickets.report import Report


@dataclass(frozen=True, slots=True)
class Admission:
    """The fact that holds a report, if any does, and the terms that whoever asks is entitled to."""

    held: Held | None
    terms: Entitled


def admit(
    report: Report, where: Belongs, person: Person | None, policy: Policy, *, at: datetime
) -> Admission:
    """Say whether a report that opens a ticket waits for staff, and why.

    Whose report it is comes first: what waits because nobody can tell is not
    asked whether it may. `person` is who reported it, at `at`.
    """
    quotes = where.quotes.pk if where.quotes else None
    if why := where.held or report.held:
        return Admission(Held(nameless(why), quotes=quotes), Entitled())
    found = entitlement(person.pk if person else None, email=report.email, policy=policy, at=at)
    if isinstance(found, NotEntitled):
        return Admission(Held(rules.held_words(found), quotes=quotes, lacks=found.why), Entitled())
    return Admission(None, found)
