"""Rows of saved views, and of which one somebody begins with."""

from django.db import models


class SavedView(models.Model):
    """A name for a tab and a filter. Its owner's alone, or shown to all of a team."""

    name = models.CharField(max_length=60)
    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="views")
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.CASCADE, related_name="views"
    )
    only = models.CharField(max_length=20)  # a tab of the queue
    query = models.CharField(max_length=1000, blank=True)  # the filter, as an address spells it
    place = models.PositiveIntegerField()  # among its owner's

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_named_once_by_its_owner")
        ]

    def __str__(self) -> str:
        return self.name


class Landing(models.Model):
    """The view somebody begins with; without a row it is the whole queue."""

    user = models.OneToOneField("accounts.User", primary_key=True, on_delete=models.CASCADE)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.user_id} begins with {self.view_id}"
