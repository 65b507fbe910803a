"""Who somebody is."""

from collections.abc import Iterable

from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person


def person_behind(email: str) -> Person | None:
    """Return the person of a mail address; None for an address nobody has, or an agent's own."""
    value = email.strip().lower()
    address = Address.objects.select_related("person__customer").filter(kind="mail", value=value)
    found = address.first()
    if found is None or User.objects.staff().filter(email=value).exists():
        return None
    return found.person


def address_of(person: Person) -> str:
    """Return the mail address a person is written to; empty when none is known."""
    mail = Address.objects.filter(person=person, kind="mail").order_by("pk")
    return mail.values_list("value", flat=True).first() or ""


def everybody() -> list[tuple[str, str, str]]:
    """Return address, name and company of whoever belongs to one, by company."""
    known = Address.objects.filter(kind="mail", person__customer__isnull=False)
    rows = known.order_by("person__customer__name", "value")
    return list(rows.values_list("value", "person__name", "person__customer__name"))


def is_stopped(email: str) -> bool:
    """Say whether nothing may be mailed to an address."""
    return bool(stopped_among([email]))


def stopped_among(emails: Iterable[str]) -> set[str]:
    """Return those of some addresses that nothing may be mailed to, as they are written here."""
    values = {email.strip().lower(): email for email in emails}
    rows = Address.objects.filter(kind="mail", value__in=values, stopped_at__isnull=False)
    return {values[value] for value in rows.values_list("value", flat=True)}


def stopped() -> list[Address]:
    """Return the addresses nothing is mailed to, the newest first."""
    return list(Address.objects.filter(stopped_at__isnull=False).order_by("-stopped_at")[:50])
