"""Rows of the urgent room."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class RotaEdition(models.Model):
    """A rota as published, whole. Appended, never changed; the last one is in force."""

    name = models.CharField(max_length=200)
    source = models.TextField()  # the file, to the letter
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Override(models.Model):
    """Somebody takes a layer for a while. Taken back, it stays as a row that says who did that."""

    layer = models.CharField(max_length=80)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="overrides"
    )
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="override_ends_after_it_begins"
            )
        ]
        indexes = [
            models.Index(
                fields=["ends"], name="override_that_stands", condition=Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} on {self.layer}"


class Way(models.Model):
    """One way in which an agent is reached by a page. Entries name it, so it is never deleted."""

    class Kind(models.TextChoices):
        VOICE = "voice"
        SMS = "sms"
        MAIL = "mail"
        APPRISE = "apprise"
        CONSOLE = "console"

    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ways"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    to = models.CharField(max_length=500)  # a number, an address, or a service's URL: a secret
    after = models.PositiveSmallIntegerField(default=0)  # minutes after a page comes to them
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agent"], name="way_in_use", condition=Q(removed_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} to {self.agent_id}"


class OpenPage(models.Model):
    """Where the watch looks for pages that nobody has taken yet. Derived from the ledger.

    A ticket has one at most; the row goes when the page is over.
    """

    chain = models.OneToOneField(
        "ledger.Chain", primary_key=True, on_delete=models.PROTECT, related_name="open_page"
    )
    entry = models.PositiveIntegerField()  # position of its fact
    why = models.CharField(max_length=20)
    paged_at = models.DateTimeField()
    look_at = models.DateTimeField(db_index=True)
    missed_at = models.DateTimeField(null=True)  # every layer missed it: everybody is to see it

    def __str__(self) -> str:
        return f"page {self.chain_id}/{self.entry}"
