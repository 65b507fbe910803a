"""Rows of the contracts room."""

from django.db import models


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
