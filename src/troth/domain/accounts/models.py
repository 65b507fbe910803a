"""Rows of people who sign in, of what they tried, and of codes on their way to them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from troth.domain.accounts.rules import CAN, STAFF, WORKERS, Right, Role, may

ROLES = (*STAFF, Role.CUSTOMER)


class Users(BaseUserManager["User"]):
    """Makes users; an address is kept in lower case, so that it is one person's."""

    def create_user(
        self, email: str, name: str, password: str | None = None, role: str = Role.AGENT
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name.strip(), role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def staff(self) -> models.QuerySet["User"]:
        """Return the desk's own people, those who left among them."""
        return self.filter(role__in=STAFF)

    def agents(self) -> models.QuerySet["User"]:
        """Return who works on tickets here now: who is given them, mentioned and told."""
        return self.filter(role__in=WORKERS, is_active=True)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in: staff by password, a customer's person by a code in their mail."""

    Role = Role

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(
        max_length=20,
        choices=[(one.value, one.value.capitalize()) for one in ROLES],
        default=Role.AGENT.value,
        db_default=Role.AGENT.value,
    )
    person = models.OneToOneField(
        "customers.Person", null=True, on_delete=models.PROTECT, related_name="user"
    )  # whom of a customer's people this is; nobody for staff
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
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[one.value for one in STAFF], person=None)
                | models.Q(role="customer", person__isnull=False),
                name="user_is_staff_or_somebody_of_a_customer",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by(self) -> str:
        """Return how the ledger names this person."""
        return f"agent:{self.pk}" if self.role in STAFF else f"person:{self.person_id}"

    @property
    def is_staff(self) -> bool:
        """Say whether this is one of the desk's own people, who still works here."""
        return self.is_active and self.role in STAFF

    def may(self, right: Right) -> bool:
        """Say whether this person may do something at the desk now."""
        return self.is_active and may(self.role, right)

    @property
    def can(self) -> Mapping[str, bool]:
        """Return what this person may do, by the name of each right, for a page to ask."""
        return CAN[Role(self.role)]

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


class Try(models.Model):
    """How often something was tried of late: a row a key, shared by every process."""

    key = models.CharField(max_length=64, primary_key=True)  # digest of what and by whom
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
    about = models.CharField(max_length=64, default="", db_default="")  # digest of an account

    class Meta:
        indexes = [models.Index(fields=["about"], name="try_about", condition=~models.Q(about=""))]

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"


class CodeLetter(models.Model):
    """A code asked for and not yet mailed. Whether anybody gets it is decided when it is sent."""

    email = models.CharField(max_length=254)
    code = models.CharField(max_length=20)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a code for {self.email}"
