"""Tokens in mail addresses: proof that an address was made by us, for one ticket and one reader.

    support+t10427.k3f.mzxw6ytboi4dqmbq@support.example

The key is derived from the desk's secret; its id stands in the token, so that a
new secret can take over while what was sent under former ones still holds.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator

from django.conf import settings

LONGEST_NAME = 64  # characters before the @ (RFC 5321, section 4.5.3.1.1)
_TOKEN = re.compile(
    r"\+([tbc]\d{1,15}(?:-\d{1,9}){0,2})\.k([0-9a-f]{2})\.([a-z2-7]{16})(?=@|$)", re.IGNORECASE
)


def address(base: str, what: str, bound: str = "") -> str:
    """Return an address that bears a token: `what` says what it is of, `bound` for whom.

    An address too long to bear one is returned as it is.
    """
    name, _, domain = base.rpartition("@")
    made = f"{name}+{token(what, bound)}@{domain}"
    return made if len(made) - len(domain) - 1 <= LONGEST_NAME else base


def token(what: str, bound: str = "") -> str:
    """Return the token alone, as it stands after the plus sign."""
    key_id, key = next(_keys())
    return f"{what}.k{key_id}.{_sign(key, what, bound)}"


def found(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return every (what, token) that addresses bear, unproven, each once."""
    seen: dict[str, str] = {}
    for text in texts:
        for match in _TOKEN.finditer(text if text.startswith("+") or "@" in text else f"+{text}"):
            seen.setdefault(match.group()[1:].lower(), match.group(1).lower())
    return [(what, whole) for whole, what in seen.items()]


def holds(whole: str, bound: Iterable[str] = ("",)) -> bool:
    """Say whether a token is ours, for one of those it may be bound to."""
    match = _TOKEN.fullmatch(f"+{whole}")
    if match is None:
        return False
    what, key_id, signed = (one.lower() for one in match.groups())
    return any(
        hmac.compare_digest(_sign(key, what, one), signed)
        for known, key in _keys()
        if known == key_id
        for one in bound
    )


def loop_id() -> str:
    """Return the word by which mail of this desk knows itself again."""
    return _sign(next(_keys())[1], "loop", "")


def own_loops() -> set[str]:
    """Return the words of this desk, former secrets' among them."""
    return {_sign(key, "loop", "") for _, key in _keys()}


def _keys() -> Iterator[tuple[str, bytes]]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = hmac.digest(secret.encode(), b"troth.mail-token", "sha256")
        yield hashlib.sha256(key).hexdigest()[:2], key


def _sign(key: bytes, what: str, bound: str) -> str:
    said = f"{what}\n{bound.strip().lower()}".encode()
    return base64.b32encode(hmac.digest(key, said, "sha256")[:10]).decode().lower()
