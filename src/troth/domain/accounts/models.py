"""Rows of people who work at the desk."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Users(BaseUserManager["User"]):
    """Makes users; an address is kept in lower case, so that it is one person's."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        user = self.model(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An agent. Signs in by e-mail address and password."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, blank=True)  # IANA; empty: the desk's
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    away_until = models.DateTimeField(null=True)  # in the past, or null: here
    away_note = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by(self) -> str:
        """Return how the ledger names this person."""
        return f"agent:{self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Say no: rights are not Django's permissions here."""
        return False


class Team(models.Model):
    """Agents who share work. `turn` numbers the turns in which tickets were given out."""

    name = models.CharField(max_length=80, unique=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")
    turn = models.PositiveBigIntegerField(default=0)
    takes_new = models.BooleanField(default=False)  # new tickets are given to it in turn
    takes_new_after = models.PositiveBigIntegerField(default=0)  # the last ticket before that

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["takes_new"],
                condition=models.Q(takes_new=True),
                name="team_one_takes_new_tickets",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agent of a team, and the turn in which they were last given a ticket."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    last_turn = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"
