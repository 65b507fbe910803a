"""Ending sessions, and knowing the browsers that somebody has signed in with before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security.acts import By, record
from troth.domain.security.models import Device, Session
from troth.domain.security.queries import digest_of, ref_of, sessions_of

DEVICE_HOLDS = timedelta(days=730)
"""How long a browser is known; its cookie is kept for half as long, anew at every sign-in."""


@transaction.atomic
def end(user: User, ref: str, *, by: By, at: datetime) -> None:
    """End one of somebody's sessions. Its pages, streams and uploads end with it.

    Raises:
        Refused: they have no such session.
    """
    keys = [one.session_key for one in sessions_of(user, at=at) if ref_of(one.session_key) == ref]
    if not keys:
        raise Refused(_("This session has ended already."))
    Session.objects.filter(session_key__in=keys).delete()
    record("session_ended", user, by=by, at=at)


@transaction.atomic
def end_others(user: User, keep: str | None, *, by: By, at: datetime) -> int:
    """End every session of somebody but the one with the key `keep`; return how many.

    Their browsers are strangers from then on: signing in there is news again.
    """
    ended = _end_all(user, keep)
    forget_devices(user)
    if ended:
        record("sessions_ended", user, by=by, at=at, note=str(ended))
    return ended


def end_quietly(user: User, keep: str | None = None) -> None:
    """End sessions as a part of something that is told by itself."""
    _end_all(user, keep)


def forget_devices(user: User) -> None:
    """Let every browser of somebody be a stranger again."""
    Device.objects.filter(user=user).delete()


def seen(session_key: str, *, source: str, browser: str, at: datetime) -> None:
    """Note where a session is now."""
    rows = Session.objects.filter(session_key=session_key)
    rows.update(seen_at=at, source=source, browser=browser[:300])


def clear(*, at: datetime) -> None:
    """Forget sessions that ran out, and devices that nobody has used for two years."""
    Session.objects.filter(expire_date__lte=at).delete()
    Device.objects.filter(known_at__lte=at - DEVICE_HOLDS).delete()


def is_known(email: str, word: str) -> bool:
    """Say whether somebody with this address has signed in by the browser that keeps this word.

    The same work for every address, known or not.
    """
    return bool(word) and Device.objects.filter(digest=_digest(email, word)).exists()


@transaction.atomic
def arrive(user: User, word: str, *, by: By, at: datetime) -> None:
    """Remember the browser that somebody signed in with, and tell them where it is a new one.

    The first of all is no news: nobody has signed in before.
    """
    first = not Device.objects.filter(user=user).exists() and user.last_login is None
    _, fresh = Device.objects.update_or_create(
        digest=_digest(user.email, word), defaults={"user": user, "known_at": at}
    )
    if fresh and not first:
        record("signed_in", user, by=by, at=at)


def _end_all(user: User, keep: str | None) -> int:
    rows = Session.objects.filter(user=user)
    if keep:
        rows = rows.exclude(session_key=keep)
    return rows.delete()[0]


def _digest(email: str, word: str) -> str:
    return digest_of(f"{email.strip().lower()}\n{word}")
