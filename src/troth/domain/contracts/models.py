"""Rows of the contracts room."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Edition(models.Model):
    """A published policy, whole. Never changed: the database refuses the rest."""

    key = models.CharField(max_length=160, unique=True)  # "ivt-mediaplatform-2008.1"
    vendor = models.CharField(max_length=200)
    product = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    effective = models.DateField()  # the day the policy names
    effective_at = models.DateTimeField()  # when that day begins where its first hours are kept
    source = models.TextField()  # the file, to the letter
    frozen = models.JSONField()  # zone rules and holidays, as core.policy.frozen writes them
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of source and frozen, in hex
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-effective_at", "-id"]
        indexes = [
            models.Index(fields=["-effective_at", "-id"], name="edition_latest_effective"),
        ]

    def __str__(self) -> str:
        return self.key


class Contract(models.Model):
    """What a customer and the vendor agreed on, by its number. What it says, `Term` says."""

    number = models.CharField(max_length=60, unique=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="contracts"
    )
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=40)  # "agent:3", or "shell"

    def __str__(self) -> str:
        return self.number


class Term(models.Model):
    """What a contract says from `begins` on. Appended, never changed: the database refuses it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=10)  # begun, renewed, changed, ended
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)  # the first instant after it; null: until it is ended
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: whatever policy is in force when a trouble is reported
    plan = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    products = ArrayField(models.CharField(max_length=200), default=list, blank=True)  # none: all
    most_people = models.PositiveIntegerField(null=True)  # who may be named at a time
    changes_a_year = models.PositiveIntegerField(null=True)  # people the customer may name a year
    administrator = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["begun", "renewed", "changed", "ended"]),
                name="term_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("begins")),
                name="term_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.begins:%Y-%m-%d}"


class Naming(models.Model):
    """From `at` on, a contract names somebody, or a mail domain, or no longer does. Appended."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="namings", db_index=False
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    domain = models.CharField(max_length=254, blank=True)
    named = models.BooleanField()
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, domain__gt="") | Q(person__isnull=False, domain=""),
                name="naming_of_a_person_or_a_domain",
            ),
            models.CheckConstraint(
                condition=Q(domain=Lower("domain")), name="naming_domain_in_lower_case"
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "person", "-at", "-id"], name="naming_of_a_contract"),
            models.Index(fields=["domain"], condition=~Q(domain=""), name="naming_of_a_domain"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.person_id or self.domain} {self.named}"


class Checking(models.Model):
    """From `at` on, reports are checked against contracts, or no longer are. Appended."""

    checks = models.BooleanField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="checking_latest")]

    def __str__(self) -> str:
        return f"{self.checks} from {self.at:%Y-%m-%d %H:%M}"
