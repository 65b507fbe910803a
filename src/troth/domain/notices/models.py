"""Rows of what agents are told. All of it is found in the ledger, and may be found again."""

from datetime import time

from django.db import models
from django.db.models import Q


class Wishes(models.Model):
    """How one agent wants to be told. Without a row, as most people want it."""

    agent = models.OneToOneField("accounts.User", primary_key=True, on_delete=models.CASCADE)
    ways = models.JSONField(default=dict)  # kind -> way, where it is not the usual one
    digest_at = models.TimeField(default=time(8, 0))  # in the agent's zone
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="wishes_quiet_from_and_until",
            )
        ]

    def __str__(self) -> str:
        return f"wishes of agent {self.agent_id}"


class Memo(models.Model):
    """A mail to an agent about notices. One stable Message-ID, however often it is tried."""

    agent = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.PROTECT)
    digest = models.BooleanField()
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)  # of a try whose end is not written down yet
    # How often nobody knows whether the next hop took it: so many second copies there may be.
    unsure = models.PositiveSmallIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"memo {self.pk} to agent {self.agent_id}"


class Notice(models.Model):
    """One thing told to one agent, however often the ledger is read."""

    agent = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="notices")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # of the entry it tells of
    kind = models.CharField(max_length=24)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()  # when it happened
    found_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    digest = models.BooleanField(default=False)
    mail_at = models.DateTimeField()  # not before this
    memo = models.ForeignKey(Memo, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "ticket", "position", "kind"], name="notice_told_once"
            )
        ]
        indexes = [
            models.Index(fields=["agent", "-id"], name="notice_newest"),
            models.Index(fields=["agent"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["mail_at"], condition=Q(memo=None), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id}/{self.position} {self.kind} to agent {self.agent_id}"


class Bookmark(models.Model):
    """How far the ledger has been read, in two steps.

    Everything up to `upto` has been read for good. Entries up to `seen` were
    read too, but a transaction that began before the number `fence` may still
    bring one between them; once all of those have ended, `seen` becomes `upto`.
    """

    upto = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    fence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"read up to entry {self.upto}"
