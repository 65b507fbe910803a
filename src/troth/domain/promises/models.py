"""Rows derived from facts, so that lists and the watch can find them. Never a decision."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

NOTHING_DUE = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a ticket stands in the queue when nothing is promised: after all the others."""


class Standing(models.Model):
    """How one ticket stands. Written by `commit` alone, from the facts."""

    chain = models.OneToOneField(
        "ledger.Chain", primary_key=True, on_delete=models.PROTECT, related_name="standing"
    )
    position = models.PositiveIntegerField()
    severity = models.CharField(max_length=40)
    suggested = models.CharField(max_length=40, blank=True)
    triaged = models.BooleanField()
    held = models.BooleanField()
    resolved = models.BooleanField()  # a resolution reached the customer
    undecided = models.BooleanField()  # a word on a closed ticket waits for staff
    closed_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="assigned"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    given = models.BooleanField()  # somebody assigned it once, be it to nobody
    channel = models.CharField(max_length=20)  # by which it was reported
    last_word_at = models.DateTimeField(null=True)
    last_word_by = models.CharField(max_length=10, blank=True)
    asks = models.CharField(max_length=10, blank=True, default="", db_default="")
    merged_into = models.BigIntegerField(null=True)  # the ticket it goes on in
    # A patch is out that this ticket is to be resolved with.
    patch = models.CharField(max_length=60, blank=True, default="", db_default="")
    waits = models.CharField(max_length=60, blank=True, default="", db_default="")  # for what
    waits_until = models.DateTimeField(null=True)
    step_at = models.DateTimeField(null=True)  # when a silence is reminded of, or ends
    needed_at = models.DateTimeField(null=True)  # by when the customer needs it
    request = models.CharField(max_length=10, blank=True, default="", db_default="")
    in_queue = models.BooleanField()
    next_what = models.CharField(max_length=40, blank=True)
    next_due_at = models.DateTimeField(null=True)
    next_warn_at = models.DateTimeField(null=True)
    queue_at = models.DateTimeField()  # next_due_at, or NOTHING_DUE
    next_act_at = models.DateTimeField(null=True)  # when the watch has to look
    set_aside_at = models.DateTimeField(null=True)  # the watch could not settle it
    set_aside_why = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["queue_at", "chain"], condition=Q(in_queue=True), name="standing_queue"
            ),
            models.Index(
                fields=["queue_at", "chain"],
                condition=Q(in_queue=True, triaged=False, held=False),
                name="standing_untriaged",
            ),
            models.Index(
                fields=["queue_at", "chain"], condition=Q(held=True), name="standing_held"
            ),
            models.Index(
                fields=["queue_at", "chain"], condition=Q(undecided=True), name="standing_undecided"
            ),
            models.Index(
                fields=["assignee", "queue_at", "chain"],
                condition=Q(in_queue=True),
                name="standing_mine",
            ),
            models.Index(
                fields=["team", "queue_at", "chain"],
                condition=Q(in_queue=True, team__isnull=False),
                name="standing_team",
            ),
            models.Index(
                fields=["chain"],
                condition=Q(in_queue=True, given=False, held=False),
                name="standing_not_given",
            ),
            models.Index(
                fields=["queue_at", "chain"],
                condition=~Q(patch=""),
                name="standing_patched",
            ),
            models.Index(
                fields=["step_at"],
                condition=Q(step_at__isnull=False, set_aside_at=None),
                name="standing_step",
            ),
            models.Index(
                fields=["next_act_at"],
                condition=Q(next_act_at__isnull=False, set_aside_at=None),
                name="standing_next_act",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.chain_id} at {self.position}"


class StoredPromise(models.Model):
    """A promise as derived; a cache that `troth promises verify` derives again."""

    chain = models.ForeignKey("ledger.Chain", on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(max_length=40)
    made_by = models.PositiveIntegerField()
    severity = models.CharField(max_length=40)
    edition = models.ForeignKey("contracts.Edition", on_delete=models.PROTECT)
    clause = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    counted_from = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    kept_by = models.PositiveIntegerField(null=True)
    void_at = models.DateTimeField(null=True)
    void_by = models.PositiveIntegerField(null=True)
    paused_at = models.DateTimeField(null=True)  # since when it stands still, with no end known

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "what", "made_by"], name="promise_one_per_making_fact"
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(void_at=None), name="promise_kept_or_void"
            ),
        ]
        indexes = [
            models.Index(
                fields=["kept_at"], condition=Q(kept_at__isnull=False), name="promise_kept"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.chain_id} {self.what} by {self.due_at:%Y-%m-%d %H:%M}Z"


class WatchBeat(models.Model):
    """When each watch last made progress, by the database's own clock."""

    name = models.CharField(max_length=80, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
