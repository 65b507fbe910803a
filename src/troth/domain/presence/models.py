"""Rows of open pages. Their table is unlogged: after a crash of the database it is empty."""

from django.db import models


class Look(models.Model):
    """One page on a ticket that an agent has before them, known by its event stream."""

    stream = models.UUIDField(primary_key=True)
    ticket = models.BigIntegerField()
    agent = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()  # when the page was last known to be there
    writes = models.CharField(max_length=10, blank=True)  # "reply" or "note"
    wrote_at = models.DateTimeField(null=True)  # when a key was last pressed in it

    class Meta:
        indexes = [models.Index(fields=["ticket"], name="look_by_ticket")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(writes__in=["", "reply", "note"]), name="look_writes_known"
            )
        ]

    def __str__(self) -> str:
        return f"agent {self.agent_id} on #{self.ticket}"
