"""Rows of tickets, of what arrived for them, and of what was sent about them."""

from django.db import models
from django.db.models import Q


class Ticket(models.Model):
    """One request for help: who asked and about what. How it stands is `standing`'s to say."""

    number = models.BigIntegerField(primary_key=True)
    standing = models.OneToOneField("promises.Standing", on_delete=models.PROTECT)
    prefix = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    reporter = models.ForeignKey("customers.Person", null=True, on_delete=models.PROTECT)
    edition = models.ForeignKey("contracts.Edition", on_delete=models.PROTECT)
    channel = models.CharField(max_length=20)
    opened_at = models.DateTimeField()  # when the trouble was reported

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number=models.F("standing_id")), name="ticket_is_its_standing"
            )
        ]
        indexes = [models.Index(fields=["reporter", "-number"], name="ticket_by_reporter")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """Return the number people say on the phone: "IVT-10427"."""
        return f"{self.prefix}-{self.number}"


class Colleague(models.Model):
    """Somebody whom the customer brought in. Derived from the fact, so that it can be asked for."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="colleagues")
    person = models.ForeignKey("customers.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person"], name="colleague_once_a_ticket")
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id}: person {self.person_id}"


class Arrival(models.Model):
    """Something that reached us, by an identity of its own: the same thing twice is one arrival."""

    key = models.CharField(max_length=80, primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="arrivals")
    position = models.PositiveIntegerField()  # of the entry it became
    message_id = models.CharField(max_length=998, blank=True)
    raw = models.CharField(max_length=64, blank=True)  # digest of the original in the file store
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["message_id"], condition=~Q(message_id=""), name="arrival_by_message_id"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Sending(models.Model):
    """An outgoing message on its way. One stable Message-ID, however often it is tried.

    The row is its own job: whoever sends takes it in hand until `next_try_at`,
    and once its fate is known nothing is to be tried any more.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        ACCEPTED = "accepted"  # by the next hop
        DELIVERED = "delivered"  # as a report with our token says
        NOT_DELIVERED = "not delivered"
        UNKNOWN = "unknown"  # the next hop may or may not have taken it

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="sendings")
    position = models.PositiveIntegerField()  # of the `message_out` entry
    message_id = models.CharField(max_length=120, unique=True)
    to = models.CharField(max_length=254)
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    by_hand = models.BooleanField(default=False, db_default=False)  # goes before what is automatic
    next_try_at = models.DateTimeField(null=True)
    # How often it was taken in hand, which is written down before a byte leaves; and of how many
    # of these tries it is written down what came of them.
    begun = models.PositiveSmallIntegerField(default=0, db_default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Tries of which nobody knows whether the next hop took the message: a second copy follows
    # these and no others.
    unsure = models.PositiveSmallIntegerField(default=0, db_default=0)
    last_error = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True)
    # The newest a machine reported of it on its further way: "delayed", "relayed" …
    reported = models.CharField(max_length=20, blank=True, default="", db_default="")
    reported_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "position"], name="sending_one_per_entry"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["queued", "accepted", "delivered", "not delivered", "unknown"]
                ),
                name="sending_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=~Q(state__in=["accepted", "delivered"]),
                name="sending_under_way",
            ),
            models.Index(
                fields=["-by_hand", "next_try_at"],
                condition=Q(next_try_at__isnull=False),
                name="sending_to_try",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id}/{self.position} to {self.to}: {self.state}"


class Acknowledgement(models.Model):
    """A receipt that was put on its way, kept for a day: brakes count these."""

    address = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="acknowledgement_to_one"),
            models.Index(fields=["at"], name="acknowledgement_by_time"),
        ]

    def __str__(self) -> str:
        return f"a receipt to {self.address}"


class Loop(models.Model):
    """A loop of mail that a brake stopped: since when, and how often it came round."""

    brake = models.CharField(max_length=40)
    whom = models.CharField(max_length=254)
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brake", "whom"], name="loop_once")]

    def __str__(self) -> str:
        return f"{self.brake}: {self.whom}, {self.count} times"
