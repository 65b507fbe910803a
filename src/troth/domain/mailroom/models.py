"""Rows of mail that has reached us, and of the mailboxes it is fetched from."""

from django.db import models
from django.db.models import Q


class Inbound(models.Model):
    """One mail that we answered "accepted" for. Its bytes are in the file store under `digest`.

    The row and the bytes are there before the sender is told; from then on
    nothing but an outcome ends its waiting.
    """

    class Outcome(models.TextChoices):
        """What became of it. All but the first name the ticket that has it.

        What a machine reports of our own mail is automatic, and on no ticket: it
        names the one it tells of, if it tells of any.
        """

        WAITING = "waiting"
        ON_TICKET = "on a ticket"
        HELD = "held"
        DUPLICATE = "duplicate"  # the same message had reached us before
        AUTOMATIC = "automatic"  # kept, and no word of anybody's

    digest = models.CharField(max_length=64)  # SHA-256 of the raw bytes, as the store names them
    size = models.PositiveBigIntegerField()
    way = models.CharField(max_length=10)  # "lmtp", "smtp", "imap", "pipe"
    mailbox = models.ForeignKey("mailroom.Mailbox", null=True, on_delete=models.PROTECT)
    sender = models.CharField(
        max_length=1000, blank=True
    )  # of the envelope: "<>" is nobody, "" not known
    recipients = models.JSONField(default=list)  # of the envelope
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.PROTECT)
    position = models.PositiveIntegerField(null=True)  # of the entry it became, or doubles
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)  # its original and envelope are kept no more
    remark = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["waiting", "on a ticket", "held", "duplicate", "automatic"]
                ),
                name="inbound_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", ticket=None)
                | Q(outcome="automatic")
                | (~Q(outcome="waiting") & ~Q(ticket=None)),
                name="inbound_ends_on_a_ticket",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(outcome="waiting"), name="inbound_waiting"
            ),
            models.Index(fields=["ticket", "position"], name="inbound_by_ticket"),
            models.Index(fields=["digest"], name="inbound_by_digest"),
            models.Index(fields=["-id"], condition=~Q(remark=""), name="inbound_remarked"),
            models.Index(
                fields=["settled_at"],
                condition=Q(forgotten_at=None) & ~Q(outcome="waiting"),
                name="inbound_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} by {self.way}: {self.outcome}"


class Mailbox(models.Model):
    """A mailbox we fetch from, and the last message of it that we have committed."""

    name = models.CharField(max_length=300, unique=True)  # "user@host/INBOX", never a password
    uidvalidity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(default=0)  # the highest that is committed under `uidvalidity`
    tried_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
