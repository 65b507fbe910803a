"""What is asked of the contracts room."""

from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from troth.core.policy.document import Policy
from troth.core.policy.edition import Edition
from troth.core.policy.frozen import Frozen
from troth.core.policy.parse import parse
from troth.domain.contracts import entitled, models
from troth.domain.contracts.entitled import Agreed
from troth.domain.contracts.entitlement import agreed_of
from troth.domain.customers.models import Address, Person
from troth.domain.customers.rules import company_domain
from troth.domain.refusal import Refused

NAMED_AT_MOST = 5
"""Whom a held sender is told of, where the policy says so: no list of a whole company."""


class NoPolicy(Refused):
    """No support policy is in force, so nothing can be promised, and nothing asked."""


# Asked at every report and page; the ORM takes several times as long to spell it.
_LATEST = (
    "SELECT id FROM contracts_edition WHERE effective_at <= %s"
    " ORDER BY effective_at DESC, id DESC LIMIT 1"
)


@lru_cache(maxsize=64)
def edition(edition_id: int) -> Edition:
    """Return a published edition, ready to count with; read once a process, since none changes.

    Raises:
        Refused: there is no such edition.
    """
    row = models.Edition.objects.filter(pk=edition_id).first()
    if row is None:
        raise Refused(f"There is no edition {edition_id} of the support policy.")
    frozen = Frozen.from_json(row.frozen)
    # Its own zones, not today's: a zone that has since been renamed still counts.
    return Edition(key=row.key, policy=parse(row.source, zones=frozen.zones), frozen=frozen)


def current(at: datetime) -> tuple[int, Edition]:
    """Return the edition in force at `at`, with its id: the last to take effect by then.

    Of two that take effect on the same day, the later published. A new
    publication is noticed at once.

    Raises:
        NoPolicy: no edition is in force by then.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [at])
        latest = cursor.fetchone()
    if latest is None:
        raise NoPolicy(
            f"No support policy is in force on {at:%Y-%m-%d}."
            " Publish one: troth policy publish FILE"
        )
    return latest[0], edition(latest[0])


def with_key(key: str) -> tuple[int, Edition]:
    """Return the edition of that key, with its id.

    Raises:
        Refused: no edition has been published under it.
    """
    found = models.Edition.objects.filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise Refused(f"No edition called {key!r} has been published.")
    return found, edition(found)


def published() -> list[models.Edition]:
    """Return every edition, the last to take effect first, without the bulk of its text."""
    return list(models.Edition.objects.defer("source", "frozen").order_by("-effective_at", "-id"))


_TERMS = (
    *("id", "kind", "begins", "ends", "edition_id", "plan", "region", "products"),
    *("most_people", "changes_a_year", "administrator_id"),
)


def agreed(contract_id: int) -> list[Agreed]:
    """Return all that was ever agreed in a contract, as it was written down."""
    rows = models.Term.objects.filter(contract=contract_id).order_by("id")
    return [agreed_of(row) for row in rows.values_list(*_TERMS)]


def named(contract_id: int, at: datetime) -> list[int]:
    """Return the people a contract names at an instant, who was named first first."""
    rows = models.Naming.objects.filter(contract=contract_id, person__isnull=False, at__lte=at)
    last = {row.person_id: row for row in rows.order_by("at", "id")}
    standing = sorted((row for row in last.values() if row.named), key=lambda row: (row.at, row.pk))
    return [row.person_id for row in standing if row.person_id is not None]


def domains(contract_id: int, at: datetime) -> list[str]:
    """Return the mail domains a contract names at an instant."""
    rows = models.Naming.objects.filter(contract=contract_id, person=None, at__lte=at)
    last = {row.domain: row.named for row in rows.order_by("at", "id")}
    return sorted(domain for domain, stands in last.items() if stands)


def checking(at: datetime) -> bool:
    """Say whether reports are checked against contracts at an instant. A new desk does not."""
    rows = models.Checking.objects.filter(at__lte=at).order_by("-at", "-id")
    return bool(rows.values_list("checks", flat=True).first())


def choices(policy: Policy, what: str) -> list[str]:
    """Return the plans or the regions that a contract may choose of a policy."""
    return sorted(policy.plans if what == "plan" else policy.regions)


def chosen(what: str, *, product: str) -> list[tuple[str, str]]:
    """Return contracts by number with the plan or the region they name last, of no pinned edition.

    Those that cover this product, and have not been ended.
    """
    last = models.Term.objects.order_by("contract", "-begins", "-id").distinct("contract")
    rows = models.Term.objects.filter(pk__in=last.values("pk"), edition=None)
    rows = rows.exclude(**{what: ""}).exclude(kind="ended").order_by("contract__number")
    rows = rows.filter(Q(products=[]) | Q(products__contains=[product]))
    return list(rows.values_list("contract__number", what))


@lru_cache(maxsize=4096)
def number_of(contract_id: int) -> str:
    """Return a contract's number, read once a process, since none changes."""
    rows = models.Contract.objects.filter(pk=contract_id).values_list("number", flat=True)
    return rows.first() or ""


def administrator_of(customer_id: int) -> Person | None:
    """Return who looks after a customer's contracts there, as was agreed last."""
    rows = models.Term.objects.filter(
        contract__customer=customer_id,
        administrator__left_at=None,
        administrator__customer=customer_id,
    )
    term = rows.select_related("administrator").order_by("-id").first()
    return term.administrator if term else None


def looks_after(person_id: int) -> bool:
    """Say whether somebody was ever named to look after a contract at their customer."""
    return models.Term.objects.filter(administrator=person_id).exists()


def authorised_beside(person: Person | None, email: str, at: datetime) -> list[str]:
    """Return the names of whom the contracts of somebody's company name, a few of them.

    The company is the one they belong to, or the only one whose people we know at their mail
    domain: where two companies share it, nobody is named.
    """
    if person is not None and person.left_at is not None:
        return []
    found = [one for one in candidates(person, email) if entitled.in_force(agreed(one.pk), at)]
    if len({one.customer_id for one in found}) != 1:
        return []
    ids = {pk for one in found for pk in named(one.pk, at)}
    rows = Person.objects.filter(pk__in=ids, left_at=None).exclude(name="").order_by("name", "pk")
    return list(rows.values_list("name", flat=True)[:NAMED_AT_MOST])


def candidates(person: Person | None, email: str, most: int = 20) -> list[models.Contract]:
    """Return contracts that a report may belong to: of the person's customer, or of their domain.

    A domain's are those of customers whose people we know at it.
    """
    rows = models.Contract.objects.select_related("customer").order_by("customer__name", "number")
    if person is not None and person.customer_id is not None:
        return list(rows.filter(customer=person.customer_id)[:most])
    domain = company_domain(email)
    if not domain:
        return []
    known = Address.objects.filter(kind="mail", value__endswith=f"@{domain}")
    customers = known.exclude(person__customer=None).values("person__customer")
    return list(rows.filter(customer__in=customers)[:most])
