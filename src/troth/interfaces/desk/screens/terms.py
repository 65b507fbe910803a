"""The terms a ticket could be put on, each with what it would change."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from troth.core.facts.kinds import TermsSet
from troth.core.promises.promise import Promise
from troth.domain.contracts import queries as contracts
from troth.domain.promises.story import EDITIONS
from troth.domain.refusal import Refused
from troth.domain.tickets.pages import TicketPage
from troth.domain.tickets.terms import Offer, offers
from troth.interfaces.ui.promises import TO_STAFF
from troth.interfaces.ui.times import DeskClock, desk_clock


@dataclass(frozen=True, slots=True)
class Choice:
    """One set of terms to choose."""

    value: str
    name: str
    means: str  # what would be owed next, or why it cannot be chosen
    possible: bool
    now: bool


def choices(page: TicketPage, at: datetime, zone: str) -> list[Choice]:
    """Return all terms of the ticket's own policy, and of the one in force where it is another."""
    own = page.standing.edition
    clock = desk_clock(page.edition, at, zone)
    editions = list(dict.fromkeys([own, contracts.current(at)[0]]))
    entries = [line.entry for line in page.lines]
    found = list(offers(entries, page.standing, editions, EDITIONS, at))
    owed = next((one.owed for one in found if one.now), None)
    return [_choice(one, owed, clock, several=len(editions) > 1) for one in found]


def read(value: str) -> TermsSet:
    """Return the terms that a choice stands for.

    Raises:
        Refused: it stands for none.
    """
    edition, *named = value.split(":")
    if not (edition.isascii() and edition.isdigit() and len(edition) < 18 and len(named) == 2):
        raise Refused(_("Choose the terms first."))
    plan, region = named
    return TermsSet(int(edition), plan or None, region or None)


def _choice(offer: Offer, owed: Promise | None, clock: DeskClock, *, several: bool) -> Choice:
    terms, policy = offer.terms, offer.edition.policy
    plan = policy.plans[terms.plan].name if terms.plan else _("Without a plan")
    names = [
        plan if policy.plans else "",
        policy.regions[terms.region].name if terms.region else "",
        f"{policy.title}, {policy.version}" if several or not policy.plans else "",
    ]
    return Choice(
        value=f"{terms.edition}:{terms.plan or ''}:{terms.region or ''}",
        name=" · ".join(name for name in names if name),
        means=offer.refusal or _means(offer.owed, owed, clock),
        possible=not offer.refusal and not offer.now,
        now=offer.now,
    )


def _means(then: Promise | None, owed: Promise | None, clock: DeskClock) -> str:
    if then is None:
        return _("Nothing is promised next.")
    said = {"what": str(TO_STAFF[then.what]), "due": clock.promised(then.due_at).words}
    if owed is None:
        return _("%(what)s by %(due)s, where nothing is promised now.") % said
    if then.due_at < owed.due_at:
        said["was"] = clock.promised(owed.due_at).words
        if then.due_at < clock.now:
            return _("%(what)s by %(due)s, which has passed; now it is %(was)s.") % said
        return _("%(what)s by %(due)s; now it is %(was)s.") % said
    return _("%(what)s by %(due)s, as it is now.") % said
