"""Rows of the calls room."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class PhoneCall(models.Model):
    """One call to the support line, known by its provider's id."""

    sid = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=40, blank=True)  # the caller's, as shown; empty: withheld
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.PROTECT, related_name="calls"
    )  # who probably calls, by the number, which proves nothing
    began_at = models.DateTimeField(db_index=True)
    contract = models.CharField(max_length=60, blank=True)  # as typed
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, on_delete=models.PROTECT, related_name="calls"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # of a missed call: an agent has dealt with it

    class Meta:
        indexes = [
            models.Index(fields=["-began_at"], name="call_under_way", condition=Q(ended_at=None)),
            models.Index(
                fields=["-began_at"],
                name="call_missed",
                condition=Q(ended_at__isnull=False, ticket=None, answered_at=None, seen_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class CallStep(models.Model):
    """One answer of the line, kept so that the same request twice is answered the same."""

    call = models.ForeignKey(PhoneCall, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)  # whence the caller came; "" for the beginning
    keys = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "step"], name="step_once_a_call")]

    def __str__(self) -> str:
        return f"{self.step or 'begun'} of call {self.call_id}"


class Recording(models.Model):
    """What a caller said, at its provider until it has been fetched into the file store."""

    call = models.ForeignKey(PhoneCall, on_delete=models.CASCADE, related_name="recordings")
    step = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    seconds = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # once it has been fetched

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "step"], name="recording_once_a_step")
        ]

    def __str__(self) -> str:
        return f"recording of call {self.call_id}"
