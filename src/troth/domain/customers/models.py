"""Rows of customers and their people."""

from django.db import models
from django.db.models.functions import Lower


class Customer(models.Model):
    """A company that has, or had, a contract."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who writes to the desk. `company` is what they say; `customer` is what we know."""

    name = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, blank=True)  # IANA name or an offset such as "+01:00"
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    replies_by_mail = models.BooleanField(
        default=True, db_default=True
    )  # each at once, besides the portal, where they count
    digest_since = models.DateTimeField(null=True)  # replies from then on are mailed once a day
    left_at = models.DateTimeField(null=True)  # left the customer, whose their tickets stay

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replies_by_mail=False) | models.Q(digest_since=None),
                name="person_told_at_once_or_in_a_digest",
            )
        ]
        indexes = [
            models.Index(
                fields=["digest_since"],
                condition=models.Q(digest_since__isnull=False),
                name="person_has_a_digest",
            )
        ]

    def __str__(self) -> str:
        return self.name or "somebody"

    @property
    def replies(self) -> str:
        """Return how replies that count in the portal are mailed: at once, digest or off."""
        if self.replies_by_mail:
            return "at once"
        return "digest" if self.digest_since else "off"

    @property
    def by(self) -> str:
        """Return how the ledger names this person."""
        return f"person:{self.pk}"


class Leaving(models.Model):
    """From `at` on somebody has left their customer, or is there again. Appended, never changed.

    `Person.left_at` is the last of these, kept beside the person for reading.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="leavings", db_index=False
    )
    left = models.BooleanField()
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    by = models.CharField(max_length=40)  # "agent:3", "person:17", "shell"; "desk" before 2026-12

    class Meta:
        indexes = [models.Index(fields=["person", "-at", "-id"], name="leaving_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {'left' if self.left else 'is back'} {self.at:%Y-%m-%d}"


class Address(models.Model):
    """A way to reach one person. Belongs to nobody else."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, default="mail")
    value = models.CharField(max_length=254)
    # Nothing is mailed there after a complaint, until staff say otherwise.
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="address_of_one_person"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["mail", "phone"]), name="address_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(value=Lower("value")), name="address_in_lower_case"
            ),
        ]
        indexes = [
            models.Index(
                fields=["stopped_at"],
                condition=models.Q(stopped_at__isnull=False),
                name="address_stopped",
            )
        ]

    def __str__(self) -> str:
        return self.value
