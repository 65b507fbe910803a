"""Ways for mail to come in, as an operator writes them: TROTH_MAIL_IN."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

ALLOWED = (
    "none, or addresses with spaces between: lmtp://host:port, smtp://host:port,"
    " imap:// or imaps://user:password@host[:port]/FOLDER[?move=FOLDER]"
)
_PORTS = {"imap": 143, "imaps": 993}


@dataclass(frozen=True)
class Way:
    """One way in: an address to listen on, or a mailbox to fetch from.

    After a message of a mailbox is committed it is moved to `move_to`, or
    flagged as seen where that is empty. A password is never part of `name`.
    """

    kind: Literal["lmtp", "smtp", "imap"]
    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    folder: str = "INBOX"
    move_to: str = ""

    @property
    def name(self) -> str:
        """Return what it is called in words and in the database."""
        if self.kind == "imap":
            return f"{self.user}@{self.host}:{self.port}/{self.folder}"
        return f"{self.kind}://{self.host}:{self.port}"


def ways(text: str) -> tuple[Way, ...]:
    """Read every way in; "none" is no way at all.

    Raises:
        ValueError: what is allowed, in words.
    """
    return () if text == "none" else tuple(_way(one) for one in text.split())


def _way(text: str) -> Way:
    parts = urlsplit(text)
    try:
        port = parts.port
    except ValueError:
        raise ValueError(ALLOWED) from None
    if parts.scheme in ("lmtp", "smtp") and parts.hostname and port and not parts.username:
        return Way(parts.scheme, parts.hostname, port)  # type: ignore[arg-type]
    if parts.scheme not in _PORTS or not (parts.hostname and parts.username):
        raise ValueError(ALLOWED)
    asked = parse_qs(parts.query)
    if set(asked) - {"move"}:
        raise ValueError(ALLOWED)
    return Way(
        "imap",
        parts.hostname,
        port or _PORTS[parts.scheme],
        unquote(parts.username),
        unquote(parts.password or ""),
        tls=parts.scheme == "imaps",
        folder=unquote(parts.path.strip("/")) or "INBOX",
        move_to=asked.get("move", [""])[0],
    )
