"""Rows of defects and patches. Which ticket has which defect is derived from the ticket's facts."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from troth.domain.defects.rules import REF


class Defect(models.Model):
    """A known issue of the product, or a wish for it, that many customers may wait for."""

    class Kind(models.TextChoices):
        DEFECT = "defect"
        REQUEST = "request"  # nothing is wrong: it is asked for

    class State(models.TextChoices):
        OPEN = "open"
        FIXED = "fixed"  # a patch that puts it right is released
        DECLINED = "declined"  # nothing will be done about it

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DEFECT)
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True)  # what happens, when, and what is known of the cause
    component = models.CharField(max_length=120, blank=True)
    workaround = models.TextField(blank=True)  # the newest, as it was last written to customers
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "fixed", "declined"]), name="defect_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["defect", "request"]), name="defect_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="defect_by_state")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """Return the number people say: "DEF-12"."""
        return f"{REF}-{self.pk}"


class Change(models.Model):
    """Something that was done to a defect: by whom, when and why. Added, never altered."""

    defect = models.ForeignKey(Defect, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.defect}: {self.what}"


class Gathered(models.Model):
    """A ticket that is linked to a defect. Derived from the fact, so that it can be asked for."""

    defect = models.ForeignKey(Defect, on_delete=models.PROTECT, related_name="gathered")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="gathered")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["defect", "ticket"], name="gathered_once_a_ticket")
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} for {self.defect}"


class Patch(models.Model):
    """A released version of the product, and the defects it puts right."""

    version = models.CharField(max_length=60, unique=True)
    released_on = models.DateField()
    notes = models.TextField(blank=True)
    notes_told = models.BooleanField(default=True)  # customers may read the notes in our messages
    defects = models.ManyToManyField(Defect, related_name="patches")
    entered_at = models.DateTimeField()
    by = models.CharField(max_length=40)  # "agent:3", "hook:1", "shell"

    class Meta:
        verbose_name_plural = "patches"

    def __str__(self) -> str:
        return self.version


class Announcement(models.Model):
    """One message for every ticket of some defects, each in its own thread.

    Told in chunks of tickets, in the order of their numbers; `cursor` is the
    last of those so far, and `Told` says what became of each.
    """

    patch = models.OneToOneField(
        Patch, null=True, on_delete=models.PROTECT, related_name="announcement"
    )
    defect = models.ForeignKey(  # whose workaround it is; null for a patch
        Defect, null=True, on_delete=models.PROTECT, related_name="announcements"
    )
    text = models.TextField(blank=True)  # empty: the desk's own words, which are no update
    resolves = models.BooleanField(default=False)  # it tells the resolution
    author = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    cursor = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(patch=None, defect__isnull=False) | Q(patch__isnull=False, defect=None),
                name="announcement_of_a_patch_or_a_workaround",
            ),
            models.CheckConstraint(
                condition=Q(text="", resolves=False) | Q(author__isnull=False),
                name="announcement_in_words_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return f"patch {self.patch}" if self.patch else f"workaround for {self.defect}"


class Told(models.Model):
    """What became of one ticket in an announcement: the message's place, or why there is none."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="told")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(null=True)
    why_not = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "ticket"], name="told_once_a_ticket")
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id}: {self.why_not or self.position}"


class Hook(models.Model):
    """A release pipeline that may tell of patches. Its secret is derived, and stored nowhere."""

    name = models.CharField(max_length=80)
    salt = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
