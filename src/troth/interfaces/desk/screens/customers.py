"""A customer on the desk: its people, and its contracts with their dated changes, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.domain.contracts import entitled
from troth.domain.contracts.entitled import Agreed
from troth.domain.contracts.models import Term
from troth.domain.contracts.register import Whole
from troth.domain.customers.models import Person
from troth.interfaces.ui.times import DeskClock

KINDS = {
    "begun": gettext_lazy("Begun"),
    "renewed": gettext_lazy("Renewed"),
    "changed": gettext_lazy("Changed"),
    "ended": gettext_lazy("Ended"),
}


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One of a customer's people: how they are reached, and what names them."""

    pk: int
    name: str
    addresses: tuple[str, ...]
    named_in: tuple[tuple[int, str], ...]  # contracts, as (id, number)
    could_be_named_in: tuple[tuple[int, str], ...]
    looks_after: tuple[str, ...]  # numbers
    left: str  # the day they left; empty while they are there


@dataclass(frozen=True, slots=True)
class TermShown:
    """One dated change of a contract."""

    kind: str
    when: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract as it stands, and how it came to."""

    pk: int
    number: str
    state: str
    tone: str
    in_force: bool
    runs: str
    limits: str
    says: str
    administrator: str
    domains: tuple[str, ...]
    terms: tuple[TermShown, ...]
    now: Agreed | None
    edition: str  # the key of the pinned edition; empty for whatever is in force
    next_day: str  # the day a renewal may begin, as a date field writes it

    @property
    def pk_text(self) -> str:
        """Return the id as a name of a form ends with it."""
        return str(self.pk)


def day(at: datetime, clock: DeskClock) -> str:
    """Return the day of an instant where the desk is."""
    return date_format(at.astimezone(clock.zone), "j M Y")


def last_day(ends: datetime, clock: DeskClock) -> str:
    """Return the last day of what ends at an instant."""
    return day(ends - timedelta(microseconds=1), clock)


def people(
    found: list[tuple[Person, list[str]]], contracts: list[Whole], clock: DeskClock
) -> list[PersonShown]:
    """Put a customer's people into words."""
    at = clock.now
    standing = [(one, entitled.in_force(one.agreed, at)) for one in contracts]
    return [
        PersonShown(
            pk=person.pk,
            name=person.name,
            addresses=tuple(addresses),
            named_in=tuple(_of(one) for one in contracts if person.pk in one.named),
            could_be_named_in=tuple(
                _of(one) for one, now in standing if now and person.pk not in one.named
            )
            if person.left_at is None
            else (),
            looks_after=tuple(
                one.contract.number
                for one, now in standing
                if now and now.administrator == person.pk
            ),
            left=day(person.left_at, clock) if person.left_at else "",
        )
        for person, addresses in found
    ]


def _of(one: Whole) -> tuple[int, str]:
    return one.contract.pk, one.contract.number


def contract(one: Whole, clock: DeskClock) -> ContractShown:
    """Put a contract into words."""
    at = clock.now
    latest = entitled.at_time(one.agreed, at)
    now = latest if latest and entitled.over(latest, at) is None else None
    terms = {term.pk: term for term in one.terms}
    row = terms[latest.id] if latest else (one.terms[0] if one.terms else None)
    state, tone = _state(one, latest, at, clock)
    return ContractShown(
        pk=one.contract.pk,
        number=one.contract.number,
        state=state,
        tone=tone,
        in_force=now is not None,
        runs=_runs(latest, clock),
        limits=limits(latest, len(one.named)),
        says=_says(row) if row else "",
        administrator=str(row.administrator) if row and row.administrator else "",
        domains=tuple(one.domains),
        terms=tuple(_term(term, clock) for term in reversed(one.terms)),
        now=now or latest,
        edition=row.edition.key if row and row.edition else "",
        next_day=_next_day(one, clock),
    )


def _state(one: Whole, latest: Agreed | None, at: datetime, clock: DeskClock) -> tuple[str, str]:
    if latest is None:
        begins = min((term.begins for term in one.agreed), default=at)
        return _("begins on %(day)s") % {"day": day(begins, clock)}, "soon"
    match entitled.over(latest, at):
        case "ended":
            return _("ended"), "broken"
        case "expired":
            return _("run out"), "broken"
    return _("in force"), "calm"


def _runs(latest: Agreed | None, clock: DeskClock) -> str:
    if latest is None:
        return ""
    if latest.kind == "ended":
        return _("ended on %(day)s") % {"day": day(latest.begins, clock)}
    if latest.ends is None:
        return _("until it is ended")
    return _("until %(day)s") % {"day": last_day(latest.ends, clock)}


def limits(now: Agreed | None, named: int) -> str:
    """Return what a contract's limits are, in words."""
    if now is None or now.most_people is None:
        said = ngettext(
            "names %(n)s person, with no limit", "names %(n)s people, with no limit", named
        ) % {"n": named}
    else:
        said = _("names %(n)s of at most %(most)s people") % {"n": named, "most": now.most_people}
    if now is not None and now.changes_a_year is not None:
        most = now.changes_a_year
        a_year = ngettext(
            "the customer may name %(n)s a year", "the customer may name %(n)s a year", most
        )
        said = f"{said}; {a_year % {'n': most}}"
    return said


def _says(term: Term) -> str:
    parts = [
        term.edition.key if term.edition else _("the policy in force"),
        _("plan %(plan)s") % {"plan": term.plan} if term.plan else "",
        _("region %(region)s") % {"region": term.region} if term.region else "",
        ", ".join(term.products) or _("every product"),
    ]
    return " · ".join(filter(None, parts))


def _term(term: Term, clock: DeskClock) -> TermShown:
    ends = _(" to %(day)s") % {"day": last_day(term.ends, clock)} if term.ends else ""
    return TermShown(
        kind=str(KINDS[term.kind]),
        when=f"{day(term.begins, clock)}{ends}",
        says="" if term.kind == "ended" else _says(term),
        why=term.why,
    )


def _next_day(one: Whole, clock: DeskClock) -> str:
    standing = entitled.standing(one.agreed)
    last = standing[-1] if standing else None
    until = (last.begins if last.kind == "ended" else last.ends) if last else None
    return until.astimezone(clock.zone).date().isoformat() if until else ""
