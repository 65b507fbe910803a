"""Codes by the clock, recovery codes, and what a browser is: values in, values out."""

import base64
import hmac
import struct
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha1, sha256

STEP = timedelta(seconds=30)
DIGITS = 6
DRIFT = 1  # steps by which a phone's clock may be off, either way
KINDS = (
    "signed_in",  # from a device that was not known
    "password_changed",
    "password_chosen",  # by a link
    "link_made",  # from a shell
    "factor_enrolled",
    "factor_removed",
    "factor_guessed",  # with the right password, many wrong codes
    "recovery_used",
    "recovery_made",
    "session_ended",
    "sessions_ended",
    "added",
    "role_changed",
    "let_go",
    "taken_back",
    "unlocked",
)
"""What may be done about somebody's sign-in."""
NOT_TOLD = frozenset({"added", "link_made", "role_changed", "unlocked", "let_go", "taken_back"})
"""What is written down, but mailed to nobody: who it concerns hears of it otherwise."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another
RECOVERY_CODES, RECOVERY_LENGTH = 10, 16

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def secret_of(salt: str, key: str) -> bytes:
    """Return what an app shares with us: without the key, nothing that is stored tells it."""
    return hmac.new(key.encode(), f"second factor\n{salt}".encode(), sha256).digest()[:20]


def written(secret: bytes) -> str:
    """Return a secret as apps take it (RFC 4648, base 32)."""
    return base64.b32encode(secret).decode()


def step_of(at: datetime) -> int:
    """Return the number of the half minute that an instant is in."""
    return int(at.timestamp()) // STEP.seconds


def code_at(secret: bytes, step: int) -> str:
    """Return the code of a half minute (RFC 6238, RFC 4226)."""
    digest = hmac.new(secret, struct.pack(">Q", step), sha1).digest()
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 0x0F)
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def step_used(typed: str, secrets: Iterable[bytes], *, at: datetime, after: int) -> int | None:
    """Return the half minute whose code was typed; None where it is none that may count.

    The one before and the one after count as well, since clocks differ, but
    never one that is not later than the last that was used.
    """
    code, now, found = plain(typed), step_of(at), None
    for secret in secrets:
        for step in range(now - DRIFT, now + DRIFT + 1):
            same = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
            if same and step > after:
                found = step
    return found


def plain(typed: str) -> str:
    """Return a code without what paper and phones put between its letters."""
    return "".join(one for one in typed.lower() if one.isalnum())[:40]


def grouped(text: str) -> str:
    """Return a long code in groups of four, as it is read aloud."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def browser_of(said: str) -> tuple[str, str]:
    """Return a browser's name and its system, as far as what it calls itself tells."""
    name = next((known for sign, known in _BROWSERS if f"{sign}/" in said), "")
    system = next((known for sign, known in _SYSTEMS if sign in said), "")
    return name, system
