"""The outbox of a demo: messages kept as files instead of being sent."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

_KEY = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9A-Za-z]{1,60}")
MOST = 200  # newest messages listed


@dataclass(frozen=True, slots=True)
class Kept:
    """One message of the outbox, as a page shows it."""

    id: str
    to: str
    sender: str
    subject: str
    at: datetime
    text: str


def folder() -> Path:
    """Return where this desk keeps its outbox."""
    from django.conf import settings

    return Path(settings.TROTH.home) / "outbox"


def keep(message: bytes, *, message_id: str, at: datetime) -> str:
    """Keep a message and return its key. The same message at the same time is kept once."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds codes and links
    key = f"{at:%Y%m%dT%H%M%S}-{re.sub(r'[^0-9A-Za-z]', '', message_id)[:60]}"
    coming = place / f".{key}.{os.getpid()}"
    coming.write_bytes(message)
    coming.replace(place / f"{key}.eml")
    return key


def listing() -> list[Kept]:
    """Return the newest messages, the newest first."""
    names = sorted((path.stem for path in folder().glob("*.eml")), reverse=True)
    return [one for name in names[:MOST] if (one := read(name)) is not None]


def read(key: str) -> Kept | None:
    """Return one message; None where the outbox has none of that key."""
    if not _KEY.fullmatch(key):
        return None
    try:
        raw = (folder() / f"{key}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = message_from_bytes(raw, policy=default)  # our own words, so nothing hostile
    body = message.get_body(("plain",))
    return Kept(
        id=key,
        to=str(message["To"]),
        sender=str(message["From"]),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])).astimezone(UTC),
        text=str(body.get_content()).replace("\r\n", "\n") if body is not None else "",
    )
