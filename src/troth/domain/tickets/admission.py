"""Whether a new report becomes a ticket or waits: the one place where the two reasons meet."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.facts.kinds import Held, TermsSet
from troth.core.facts.nameless import nameless
from troth.core.policy.edition import Edition
from troth.core.policy.terms import UnknownTerms
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.entitled import NotEntitled
from troth.domain.contracts.entitlement import entitlement
from troth.domain.customers.models import Person
from troth.domain.tickets import rules
from troth.domain.tickets.belonging import Belongs
from troth.domain.tickets.report import Report


@dataclass(frozen=True, slots=True)
class Admission:
    """The fact that holds a report, if any does; the terms it is on, and the policy under them."""

    held: Held | None
    terms: TermsSet
    edition: Edition


def admit(report: Report, where: Belongs, person: Person | None, *, at: datetime) -> Admission:
    """Say whether a report that opens a ticket waits for staff, and why; and on which terms.

    Whose report it is comes first: what waits because nobody can tell is not
    asked whether it may. `person` is who reported it.

    Raises:
        Refused: no policy is published, so nothing could be promised.
    """
    edition_id, edition = contracts.current(at)
    quotes = where.quotes.pk if where.quotes else None
    if why := where.held or report.held:
        return Admission(Held(nameless(why), quotes=quotes), TermsSet(edition_id), edition)
    found = entitlement(
        person.pk if person else None,
        email=report.email,
        policy=edition.policy,
        at=report.reported_at or at,
    )
    if isinstance(found, NotEntitled):
        held = Held(rules.held_words(found), quotes=quotes, lacks=found.why)
        return Admission(held, TermsSet(edition_id), edition)
    if found.edition is not None:
        edition_id, edition = found.edition, contracts.edition(found.edition)
    terms = TermsSet(edition_id, found.plan or None, found.region or None, found.contract)
    try:
        return Admission(None, terms, edition.terms(terms.plan, terms.region))
    except UnknownTerms as unknown:  # a newer edition no longer has what the contract says
        held = Held(f"Contract {found.number} cannot be counted by: {unknown}.", quotes=quotes)
        return Admission(held, TermsSet(edition_id, contract=found.contract), edition)


def policy_for(person: Person | None, email: str, *, at: datetime) -> Edition:
    """Return the policy as it reads for whoever would report now: under their contract's terms.

    Whoever is not known or not entitled reads the one in force.

    Raises:
        Refused: no policy is published.
    """
    _, edition = contracts.current(at)
    if person is None:
        return edition
    found = entitlement(person.pk, email=email, policy=edition.policy, at=at)
    if isinstance(found, NotEntitled):
        return edition
    own = contracts.edition(found.edition) if found.edition is not None else edition
    try:
        return own.terms(found.plan or None, found.region or None)
    except UnknownTerms:
        return edition
