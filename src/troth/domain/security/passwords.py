"""Changing a password, and choosing one anew by a link that counts once."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security.acts import By, record
from troth.domain.security.models import Link, LinkLetter
from troth.domain.security.queries import digest_of, link_of
from troth.domain.security.sessions import end_quietly, forget_devices

LINK_HOLDS = timedelta(hours=1)
"""How long a link that was mailed may be used."""
SHELL_LINK_HOLDS = timedelta(days=1)
"""How long one from a shell may: it is carried to its reader by a person."""
STALE = gettext_lazy("This link no longer counts. Ask for a new one.")


@transaction.atomic
def change(user: User, password: str, *, keep: str | None, by: By, at: datetime) -> None:
    """Change the password of somebody who has just proved the one before.

    Every other session of theirs ends; `keep` is the key of the one they are in.

    Raises:
        Refused: the password is too easy; with every reason.
    """
    _set(user, password)
    end_quietly(user, keep)
    forget_devices(user)
    record("password_changed", user, by=by, at=at)


@transaction.atomic
def choose(word: str, password: str, *, source: str, browser: str, at: datetime) -> User:
    """Choose a password by a link; every session ends, and so does the link.

    Raises:
        Refused: the link no longer counts, or the password is too easy.
    """
    # Held, so that of two at once one alone chooses.
    held = list(Link.objects.select_for_update().filter(digest=digest_of(word)))
    link = link_of(word, at=at) if held else None
    if link is None:
        raise Refused(str(STALE))
    user = link.user
    _set(user, password)
    end_quietly(user)
    forget_devices(user)
    record("password_chosen", user, by=By(user.by, source, browser), at=at)
    return user


def ask_for_link(email: str, *, at: datetime) -> None:
    """Ask for a link to be mailed. Done alike for every address, known or not."""
    with transaction.atomic():
        letter = LinkLetter.objects.create(email=email[:254], asked_at=at)
        outbox.ask("mail.password", letter=letter.pk)


def make_link(user: User, *, at: datetime, holds: timedelta = LINK_HOLDS) -> str:
    """Make the one link by which somebody may choose a password; return its word.

    Raises:
        Refused: they do not sign in by password here.
    """
    if not user.is_staff:
        raise Refused(_("%(email)s does not sign in by password.") % {"email": user.email})
    word = secrets.token_urlsafe(32)
    made = {"digest": digest_of(word), "until": at + holds}
    Link.objects.update_or_create(user=user, defaults=made)
    return word


def clear(*, at: datetime) -> None:
    """Forget links that no longer count, and those that were never mailed."""
    Link.objects.filter(until__lte=at).delete()
    LinkLetter.objects.filter(asked_at__lte=at - LINK_HOLDS).delete()


def _set(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    user.set_password(password)
    user.save(update_fields=["password"])
    Link.objects.filter(user=user).delete()
