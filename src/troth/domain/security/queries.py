"""Reading who is signed in where, how they prove who they are, and what was done."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

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


def users(*, customers: bool, at: datetime) -> QuerySet[Any]:
    """Return who signs in, by address, with what an administrator asks of each."""
    rows = User.objects.all() if customers else User.objects.staff()
    running = Count("sessions", filter=Q(sessions__expire_date__gt=at))
    app = Exists(Factor.objects.filter(user=OuterRef("pk")))
    return rows.annotate(session_count=running, has_app=app).order_by("email")


def acts() -> list[Act]:
    """Return the newest acts, newest first."""
    return list(Act.objects.order_by("-at", "-pk")[:MOST_ACTS])


def names_of(found: list[Act]) -> dict[str, str]:
    """Return the names of the agents who did these acts, as `by` names them."""
    keys = {act.by.partition(":")[2] for act in found if act.by.startswith("agent:")}
    rows = User.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {user.by: user.name or user.email for user in rows}


def every_act() -> Iterator[Act]:
    """Go through every act, oldest first."""
    rows: QuerySet[Act] = Act.objects.order_by("pk")
    return rows.iterator(chunk_size=500)
