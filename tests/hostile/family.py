"""A hostile mail, and how it is made."""

from dataclasses import dataclass

from tests.interfaces.channels.mail.messages import mail, mail_of

SAYS = "Nobody can log in, says Mara 4711"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One mail. `held` says what staff must be told where it is held; None where it is not.

    `kept` must be found of it: in the text, or in a file.
    """

    name: str
    raw: bytes
    held: str | None = None
    kept: str = SAYS


def page(name: str, html: str) -> Hostile:
    """Return a mail that is a page: what it says, after what it is up to."""
    body = f"<html><body>{html}<p>{SAYS}</p></body></html>"
    return Hostile(name, _mail(name, body, content_type="text/html; charset=utf-8"))


def text(name: str, body: str | bytes = SAYS, *, held: str | None = None, **fields: str) -> Hostile:
    """Return a mail of plain text with fields of its own."""
    return Hostile(name, _mail(name, body, **fields), held=held)


def made(name: str, whole: str, *, held: str | None = None, **fields: str) -> Hostile:
    """Return a mail of parts: `whole` is what `multipart` or `part` returned."""
    return Hostile(name, mail_of(whole, message_id=message_id(name), **fields), held=held)


def message_id(name: str) -> str:
    """Return the id of the mail of that name: none is the double of another."""
    return f"<{name.replace(' ', '-')}@hostile.example>"


def _mail(name: str, body: str | bytes, **fields: str) -> bytes:
    return mail(body, message_id=message_id(name), **fields)
