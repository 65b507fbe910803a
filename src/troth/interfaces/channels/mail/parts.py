"""Take the parts of a message apart: what it says, and what it carries."""

import re
from dataclasses import dataclass, field
from email.message import Message

from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.charset import clean, decode
from troth.interfaces.channels.mail.headers import parameters, words
from troth.interfaces.channels.mail.html import harmless, to_text

type_of = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}").fullmatch
_ENDINGS = {
    "application/pdf": "pdf", "application/pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s",
    "application/pgp-signature": "asc", "application/json": "json", "application/zip": "zip",
    "image/gif": "gif", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
    "message/delivery-status": "txt", "message/rfc822": "eml", "text/calendar": "ics",
    "text/csv": "csv", "text/html": "html", "text/plain": "txt",
}  # fmt: skip
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f"<>|:*?\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that came with a message; `inline` where the body means to show it."""

    name: str
    media_type: str
    body: bytes
    inline: bool = False


@dataclass(slots=True)
class Body:
    """What a message or a part of it says: as text, as HTML, and the files it carries."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)  # each harmless
    files: list[Carried] = field(default_factory=list)

    def add(self, other: "Body") -> None:
        """Put what another part says after this."""
        self.texts += other.texts
        self.pages += other.pages
        self.files += other.files


def body_of(message: Message) -> Body:
    """Return what a message says and carries. Nothing of it is dropped unseen.

    Of alternatives the plain text is taken, else the text of the HTML; every
    text part that stands beside another is kept (RFC 8621, section 4.1.4). An
    attached message is a file and never joins the body; so is whatever has a
    name, and whatever has none and is no text.

    Raises:
        TooMuch: there are more parts, or deeper ones, than a message may have.
    """
    return _Walk().walk(message, 0)


class _Walk:
    def __init__(self) -> None:
        self.parts = 0

    def walk(self, part: Message, depth: int) -> Body:
        self.parts += 1
        limits.check_counts(self.parts, depth)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inside = [self.walk(one, depth + 1) for one in _inside(part)]
            if part.get_content_subtype() == "alternative":
                return _chosen(inside)
            whole = Body()
            for one in inside:
                whole.add(one)
            return whole
        return self._leaf(part)

    def _leaf(self, part: Message) -> Body:
        media_type = part.get_content_type()
        disposition, name = _disposition(part), _name(part)
        said = media_type in ("text/plain", "text/html") or part.get_content_maintype() == (
            "multipart"  # declared so, with no parts to be found: its lines are shown as they are
        )
        if not said or disposition == "attachment" or name:
            return Body(files=[self._file(part, media_type, disposition, name)])
        raw, charset = _bytes(part), _parameter(part, "content-type", "charset")
        if media_type != "text/html":
            return Body(texts=[decode(raw, charset)])
        page = harmless(decode(raw, charset, html=True))
        return Body(texts=[to_text(page)], pages=[page])

    def _file(self, part: Message, media_type: str, disposition: str, name: str) -> Carried:
        inline = disposition == "inline" or part.get("content-id") is not None
        if media_type == "message/rfc822" and part.is_multipart():
            subject = words(_raw(_inside(part)[0], "subject")) if _inside(part) else ""
            name = name or (fit_name(f"{subject[:80]}.eml") if subject else "")
        if not name:
            name = f"part-{self.parts}.{_ENDINGS.get(media_type, 'bin')}"
        shown = media_type if type_of(media_type) else "application/octet-stream"
        return Carried(name, shown, _bytes(part), inline and disposition != "attachment")


def fit_name(name: str) -> str:
    """Return a file name with no folder in it and nothing that could mislead; '' if none is left.

    Keeps at most 150 characters, the ending among them.
    """
    last = re.split(r"[/\\]", clean(name))[-1]
    last = _UNFIT_FOR_NAMES.sub("", last).strip(" .")
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: 149 - len(ending)]}.{ending}"
    return last[:150]


def _chosen(alternatives: list[Body]) -> Body:
    """Keep one telling of what several parts tell; the others' HTML and files stay."""
    plain = [one for one in alternatives if not one.pages and any(t.strip() for t in one.texts)]
    told = [one for one in alternatives if any(t.strip() for t in one.texts)]
    chosen = (plain or told)[0] if told else Body()
    pages = next((one.pages for one in reversed(alternatives) if one.pages), [])
    files = [carried for one in alternatives for carried in one.files]
    return Body(texts=list(chosen.texts), pages=list(pages), files=files)


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _bytes(part: Message) -> bytes:
    if part.is_multipart():  # an attached message, or the fields of a delivery report
        return b"\n".join(one.as_bytes() for one in _inside(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _raw(part: Message, name: str) -> str:
    return next((str(value) for key, value in part.raw_items() if key.lower() == name), "")


def _parameter(part: Message, header: str, name: str) -> str:
    return parameters(_raw(part, header)).get(name, "")


def _disposition(part: Message) -> str:
    return _raw(part, "content-disposition").partition(";")[0].strip().lower()


def _name(part: Message) -> str:
    said = _parameter(part, "content-disposition", "filename")
    return fit_name(said or _parameter(part, "content-type", "name"))
