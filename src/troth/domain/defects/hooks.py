"""Hooks: how a release pipeline proves that it may tell of a patch."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings

from troth.domain.defects.models import Hook
from troth.domain.refusal import Refused

WINDOW = timedelta(minutes=5)
"""So far may the clocks of a pipeline and the desk differ, and so long is a signature good."""


class Unproven(Exception):  # noqa: N818 - said of a request, not of a fault
    """Nothing shows that a request comes from a hook of ours; why is told to nobody outside."""


def make(name: str, *, by: str, at: datetime) -> tuple[Hook, str]:
    """Make a hook; return it and its secret, which is shown now and never again.

    Raises:
        Refused: it has no name.
    """
    if not name.strip():
        raise Refused("Name the hook for what will use it, such as “release pipeline”.")
    hook = Hook.objects.create(
        name=name.strip()[:80], salt=secrets.token_hex(32), made_by=by, made_at=at
    )
    return hook, next(_secrets(hook))


def end(pk: int, *, at: datetime) -> Hook:
    """End a hook: whoever has its secret tells us nothing any more.

    Raises:
        Refused: there is no such hook, or it was ended before.
    """
    hook = Hook.objects.filter(pk=pk, ended_at=None).first()
    if hook is None:
        raise Refused(f"There is no hook {pk} that could be ended.")
    hook.ended_at = at
    hook.save(update_fields=["ended_at"])
    return hook


def hooks() -> list[Hook]:
    """Return every hook, those in use first."""
    return sorted(Hook.objects.order_by("pk"), key=lambda one: one.ended_at is not None)


def prove(hook: str, time: str, signature: str, body: bytes, *, at: datetime) -> Hook:
    """Return the hook that signed a request.

    The signature is over the time it was made and the whole body, so neither can
    be altered, and an old one counts for nothing. A young one sent again is the
    same release again, which changes nothing.

    Raises:
        Unproven: no such hook, another secret or body, or a time outside `WINDOW`.
    """
    pk, made = _number(hook), _number(time)
    if made is None or abs(at - datetime.fromtimestamp(made, UTC)) > WINDOW:
        raise Unproven("the time is missing, or more than five minutes off")
    row = Hook.objects.filter(pk=pk, ended_at=None).first() if pk is not None else None
    # Nobody learns from how long it takes whether a hook is there.
    known = row or Hook(pk=0, salt="")
    right = [sign(one, time, body).encode() for one in _secrets(known)]
    proven = any(hmac.compare_digest(one, signature.encode()) for one in right)
    if row is None or not proven:
        raise Unproven("no hook of ours signed this")
    Hook.objects.filter(pk=row.pk).update(used_at=at)
    return row


def sign(secret: str, time: str, body: bytes) -> str:
    """Return the signature of a request: HMAC-SHA256 over the time, a point and the body."""
    return hmac.digest(secret.encode(), time.encode() + b"." + body, "sha256").hex()


def _secrets(hook: Hook) -> Iterator[str]:
    """Yield a hook's secret, and what it was under former keys of the desk."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        said = f"troth.patch-hook\n{hook.pk}\n{hook.salt}".encode()
        made = hmac.digest(hashlib.sha256(key.encode()).digest(), said, "sha256")
        yield base64.b32encode(made).decode().rstrip("=").lower()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 11 else None
