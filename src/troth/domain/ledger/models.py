"""Rows of the ledger. The database refuses to change or remove entries and anchors."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q


class Chain(models.Model):
    """The entries of one ticket, as one chain. Its row is what a ticket is locked by.

    The id is the ticket's number; numbers begin at 10001 and may have gaps.
    """

    position = models.PositiveIntegerField()
    tail = models.BinaryField(max_length=32)  # digest of the newest entry
    at = models.DateTimeField()  # of the newest entry that is no announcement

    def __str__(self) -> str:
        return f"#{self.pk} up to {self.position}"


class Entry(models.Model):
    """One fact about one ticket. Appended, never changed: the database refuses the rest."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()  # 1, 2, 3 … within the ticket
    kind = models.CharField(max_length=40)  # a name in core: "severity_set", "closed"
    form = models.PositiveSmallIntegerField()  # version of the fact's JSON form
    at = models.DateTimeField()  # when it happened
    recorded_at = models.DateTimeField()  # when we wrote it down
    by = models.CharField(max_length=40)  # "agent:3", "person:17", "desk"
    channel = models.CharField(max_length=20)
    facts = models.JSONField()
    previous = models.BinaryField(max_length=32)  # digest of the entry before this one
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="entry_one_per_position"),
            models.CheckConstraint(
                condition=Q(at__lte=F("recorded_at")), name="entry_recorded_after_it_happened"
            ),
        ]
        indexes = [
            BrinIndex(fields=["recorded_at"], name="entry_by_day"),
            # Replies alone: whoever searches asks which of them may still be taken back.
            models.Index(
                fields=["recorded_at"],
                condition=Q(kind="message_out", facts__has_key="leaves_at"),
                name="entry_may_be_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.chain_id}/{self.position} {self.kind}"


class Content(models.Model):
    """Personal content of one ticket, named by a salted digest that entries refer to.

    Erasing deletes the row, salt and all; the chain still verifies, and the
    digest tells nothing of what it named.
    """

    digest = models.BinaryField(max_length=32, primary_key=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="contents")
    salt = models.BinaryField(max_length=16)
    body = models.JSONField()

    def __str__(self) -> str:
        return f"content of #{self.chain_id}"


class Anchor(models.Model):
    """What the tails of one day's chains came to, so that a rewritten day shows."""

    day = models.DateField(primary_key=True)
    chains = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {bytes(self.digest).hex()}"
