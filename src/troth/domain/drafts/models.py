"""Rows of texts under way, and of texts prepared for many."""

from django.db import models


class Draft(models.Model):
    """One writer's text. An empty body says that it was sent or given up, at that turn."""

    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    writer = models.CharField(max_length=40, blank=True)
    turn = models.BigIntegerField(default=0)
    body = models.JSONField()
    at = models.DateTimeField()  # when it was last changed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key", "writer"], name="draft_one_per_writer")
        ]
        indexes = [models.Index(fields=["at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"{self.key} by {self.owner}"


class CannedReply(models.Model):
    """A text prepared for many tickets, for one team or for the whole desk."""

    title = models.CharField(max_length=80)
    text = models.TextField()
    team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.CASCADE)
    changed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "team"], nulls_distinct=False, name="canned_reply_one_title_a_team"
            )
        ]

    def __str__(self) -> str:
        return self.title
