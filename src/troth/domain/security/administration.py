"""What whoever looks after the desk does about somebody's sign-in. All of it is written down."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from troth.domain.accounts import staff
from troth.domain.accounts.actions import forget_all_tries
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security import factors, passwords, sessions
from troth.domain.security.acts import By, record


@transaction.atomic
def add(
    email: str, *, name: str, role: str, by: By, at: datetime, password: str | None = None
) -> User:
    """Add one of the desk's own people. Without a password they choose one by a link.

    Raises:
        Refused: as `staff.enter` says.
    """
    if password is None:
        password = secrets.token_urlsafe(32)  # told to nobody
    user = staff.enter(email, name=name, role=role, password=password)
    record("added", user, by=by, at=at, note=role)
    return user


@transaction.atomic
def begin(email: str, *, name: str, password: str, source: str, browser: str, at: datetime) -> User:
    """Enter the first of the desk's people, by themselves.

    Raises:
        Refused: as `staff.begin` says.
    """
    user = staff.begin(email, name=name, password=password)
    record("added", user, by=By(user.by, source, browser), at=at, note=user.role)
    return user


@transaction.atomic
def change_role(email: str, role: str, *, by: By, at: datetime) -> User:
    """Give somebody another role.

    Raises:
        Refused: as `staff.become` says.
    """
    before = _somebody(email).role
    user = staff.become(email, role)
    record("role_changed", user, by=by, at=at, note=f"{before} → {role}")
    return user


@transaction.atomic
def let_go(email: str, *, by: By, at: datetime) -> User:
    """Let somebody go: their sessions, devices and links end in the database itself.

    Raises:
        Refused: as `staff.let_go` says.
    """
    user = staff.let_go(email)
    record("let_go", user, by=by, at=at)
    return user


@transaction.atomic
def take_back(email: str, *, by: By, at: datetime) -> User:
    """Let somebody who was let go sign in again, with the password and the app they had.

    Raises:
        Refused: they are nobody of this desk.
    """
    user = User.objects.staff().filter(email=email.strip().lower()).first()
    if user is None:
        raise Refused(_("%(email)s is nobody of this desk.") % {"email": email})
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("taken_back", user, by=by, at=at)
    return user


@transaction.atomic
def make_link(email: str, *, by: By, at: datetime) -> str:
    """Make a link by which somebody chooses a password; return its word.

    Raises:
        Refused: they do not sign in by password here.
    """
    user = _somebody(email)
    word = passwords.make_link(user, at=at, holds=passwords.SHELL_LINK_HOLDS)
    record("link_made", user, by=by, at=at)
    return word


@transaction.atomic
def remove_factor(email: str, *, by: By, at: datetime) -> User:
    """Remove somebody's app, whose phone is lost; they are signed out everywhere.

    Raises:
        Refused: they have none, or nobody signs in by this address.
    """
    user = _somebody(email)
    factors.remove(user, by=by, at=at)
    sessions.end_quietly(user)
    sessions.forget_devices(user)
    return user


@transaction.atomic
def end_sessions(email: str, *, by: By, at: datetime) -> int:
    """Sign somebody out everywhere; return from how many browsers.

    Raises:
        Refused: nobody signs in by this address.
    """
    return sessions.end_others(_somebody(email), None, by=by, at=at)


@transaction.atomic
def unlock(email: str, *, by: By, at: datetime) -> User:
    """Forget what was guessed at somebody, so that they need not wait.

    Raises:
        Refused: nobody signs in by this address.
    """
    user = _somebody(email)
    forget_all_tries(user.email)
    record("unlocked", user, by=by, at=at)
    return user


def _somebody(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Refused(_("Nobody signs in by %(email)s.") % {"email": email})
    return user
