"""Reading who is signed in where, how they prove who they are, and what was done."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from troth.domain.accounts.models import User
from troth.domain.security.models import Act, Factor, Link, RecoveryCode, Session

MOST_ACTS = 200


def has_factor(user: User) -> bool:
    """Say whether somebody has an app that makes codes."""
    return Factor.objects.filter(user=user).exists()


def factor_of(user: User) -> Factor | None:
    """Return somebody's second factor."""
    return Factor.objects.filter(user=user).first()


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes somebody has that were not used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def sessions_of(user: User, *, at: datetime) -> list[Session]:
    """Return where somebody is signed in, the newest seen first."""
    return list(
        Session.objects.filter(user=user, expire_date__gt=at).order_by("-seen_at", "session_key")
    )


def ref_of(session_key: str) -> str:
    """Return what names a session in an address: its key would open it."""
    return sha256(f"session {session_key}".encode()).hexdigest()[:24]


def link_of(word: str, *, at: datetime) -> Link | None:
    """Return the link that holds this word, while it counts."""
    known = Link.objects.filter(digest=digest_of(word), until__gt=at).select_related("user")
    found = known.first()
    return found if found and found.user.is_staff else None


def digest_of(word: str) -> str:
    """Return what is kept of a word that opens something."""
    return sha256(word.encode(errors="replace")).hexdigest()


def acts() -> list[Act]:
    """Return the newest acts, newest first."""
    return list(Act.objects.order_by("-at", "-pk")[:MOST_ACTS])


def every_act() -> Iterator[Act]:
    """Go through every act, oldest first."""
    rows: QuerySet[Act] = Act.objects.order_by("pk")
    return rows.iterator(chunk_size=500)
