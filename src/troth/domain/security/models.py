"""Rows of sessions, devices, second factors, links, and of what was done about them."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from troth.domain.accounts.models import User


class Session(AbstractBaseSession):
    """One browser's session. Whoever has signed in there can see it and end it."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()  # with this user
    seen_at = models.DateTimeField()  # within minutes: not written at every page
    source = models.CharField(max_length=64, blank=True)  # the address it was last seen from
    browser = models.CharField(max_length=300, blank=True)  # as it names itself

    class Meta:
        indexes = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"a session of {self.user_id or 'nobody'}"


class Device(models.Model):
    """A browser in which somebody has signed in before, known by a cookie that it keeps.

    Guesses made elsewhere do not shut it out, and signing in there is no news.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)  # of the address and the cookie's word
    known_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a device of {self.user_id}"


class Factor(models.Model):
    """The app that makes somebody's codes. What it knows is derived from `salt` and our key."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="factor")
    salt = models.CharField(max_length=64)
    enrolled_at = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)  # of the newest code used: none counts twice

    def __str__(self) -> str:
        return f"the second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the app, once. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once_a_user")
        ]

    def __str__(self) -> str:
        return f"a recovery code of {self.user_id}"


class Link(models.Model):
    """By which somebody chooses a password, once. A newer one takes its place."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="link")
    digest = models.CharField(max_length=64, unique=True)  # of the word in its address
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"a link for {self.user_id} until {self.until:%H:%M}"


class LinkLetter(models.Model):
    """A link asked for and not yet mailed. Whether anybody gets it is decided when it is sent."""

    email = models.CharField(max_length=254)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a link for {self.email}"


class Act(models.Model):
    """Something that was done about somebody's sign-in. The database refuses to change it."""

    kind = models.CharField(max_length=40)  # a name in `rules.KINDS`
    at = models.DateTimeField(db_index=True)
    # Whom it concerns. What was done outlives the row of whom it was done to.
    user = models.ForeignKey(
        User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="acts"
    )
    whom = models.CharField(max_length=254)  # their address then
    by = models.CharField(max_length=80)  # "agent:3", "person:17", "shell:ines"
    source = models.CharField(max_length=64, blank=True)  # the address it came from
    browser = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.whom}"
