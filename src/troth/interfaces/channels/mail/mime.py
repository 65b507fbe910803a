"""Split a message into its parts, by places in the bytes it came as.

Nothing is copied before it is asked for, and every step is counted, so that a
message costs no more than its size. What is malformed is read as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.headers import parameters, unfold
from troth.interfaces.channels.mail.transfer import decoded

_FIELD = re.compile(rb"([!-9;-~]{1,200})([ \t]*):[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)\n?")
_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}", re.ASCII)
_NEW_LINE = re.compile(rb"\r\n?")


@dataclass(frozen=True)
class Entity:
    """A message or a part of one: its header fields, and where its body is in the whole."""

    fields: tuple[tuple[str, str], ...]
    whole: bytes = field(repr=False)
    begin: int  # where its header begins
    start: int  # where its body does
    end: int
    default: str = "text/plain"

    def first(self, name: str) -> str:
        """Return the first field of that lower-case name, as it came; '' where there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return every field of that lower-case name."""
        return [value for key, value in self.fields if key == name]

    @cached_property
    def media_type(self) -> str:
        """Return what it declares to be, in lower case; what is no media type counts as bytes."""
        said = unfold(self.first("content-type")).partition(";")[0].strip().lower()
        if not said:
            return self.default
        return said if _TYPE.fullmatch(said) else "application/octet-stream"

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Return the parameters of its content type."""
        return parameters(self.first("content-type"))

    @cached_property
    def disposition(self) -> str:
        """Return "attachment", "inline" or ''."""
        return self.first("content-disposition").partition(";")[0].strip().lower()

    @property
    def source(self) -> bytes:
        """Return the body as it came."""
        return self.whole[self.start : self.end]

    @property
    def body(self) -> bytes:
        """Return the body with its transfer encoding undone, as far as that can be."""
        return decoded(self.source, self._encoding)

    @property
    def body_of_text(self) -> bytes:
        """Return the body where it is text: lines that are not encoded stay as they are."""
        return decoded(self.source, self._encoding, text=True)

    @property
    def _encoding(self) -> str:
        return unfold(self.first("content-transfer-encoding")).strip().strip('"').lower()

    def parts(self) -> "Parts":
        """Return what a multipart holds; without parts where its boundary is never seen.

        Raises:
            TooMuch: a line begins like the boundary too often.
        """
        boundary = self.parameters.get("boundary", "").rstrip().encode("utf-8", "surrogateescape")
        if not boundary:
            return Parts()
        found, after, begin = [], self.end, -1
        inner = "message/rfc822" if self.media_type == "multipart/digest" else "text/plain"
        for line, rest, last in self._delimiters(boundary):
            if begin < 0:
                before = (self.start, line)
            else:
                found.append(entity(self.whole, begin, _before_break(self.whole, line), inner))
            begin = rest
            if last:
                after = rest
                break
        else:
            if begin < 0:
                return Parts()
            found.append(entity(self.whole, begin, self.end, inner))  # it was never ended
        return Parts(tuple(found), self.whole[slice(*before)], self.whole[after : self.end])

    def _delimiters(self, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
        """Yield where each delimiter line begins, where it is over, and whether it is the last."""
        mark, at, seen = b"--" + boundary, self.start, 0
        while (at := self.whole.find(mark, at, self.end)) >= 0:
            line, at = at, at + len(mark)
            seen += 1
            limits.check_delimiters(seen)
            if line > self.start and self.whole[line - 1] != 0x0A:
                continue
            stop = self.whole.find(b"\n", at, self.end)
            rest = self.whole[at : stop if stop >= 0 else min(self.end, at + 300)].rstrip()
            if rest in (b"", b"--"):
                at = stop + 1 if stop >= 0 else self.end
                yield line, at, rest == b"--"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a multipart, and what is written before and after them."""

    inside: tuple[Entity, ...] = ()
    before: bytes = b""
    after: bytes = b""


def message(raw: bytes) -> Entity:
    """Return a whole message. One that ends its lines with CR alone is read as if by LF."""
    if raw.startswith((b"From ", b">From ")):  # what a mailbox or a pipe puts first
        raw = raw.partition(b"\n")[2]
    if b"\n" not in raw:
        raw = _NEW_LINE.sub(b"\n", raw)
    return entity(raw, 0, len(raw))


def entity(whole: bytes, begin: int, end: int, default: str = "text/plain") -> Entity:
    """Return the part that lies between two places.

    Its header ends at an empty line, or where a line is no field.

    Raises:
        TooMuch: it has more header than a part may have.
    """
    fields: list[tuple[str, str]] = []
    at = begin
    while at < end and (found := _FIELD.match(whole, at, end)):
        name, value = _name(found), found.group(3).rstrip(b"\r")
        limits.check_field(name, value, len(fields) + 1, at - begin)
        fields.append((name, value.decode("ascii", "surrogateescape")))
        at = found.end()
    if whole.startswith(b"\r\n", at) and at < end:
        at += 2
    elif whole.startswith(b"\n", at) and at < end:
        at += 1
    return Entity(tuple(fields), whole, begin, min(at, end), end, default)


def head(raw: bytes) -> Entity:
    """Return the header alone of a message that is too much to be read: as far as a limit lets."""
    raw = raw[: limits.HEADERS]
    if b"\n" not in raw:
        raw = _NEW_LINE.sub(b"\n", raw)
    fields: list[tuple[str, str]] = []
    at = len(raw.partition(b"\n")[0]) + 1 if raw.startswith((b"From ", b">From ")) else 0
    while len(fields) < limits.FIELDS and (found := _FIELD.match(raw, at)):
        name, value = _name(found), found.group(3)[: limits.HEADER].rstrip(b"\r")
        fields.append((name, value.decode("ascii", "surrogateescape")))
        at = found.end()
    return Entity(tuple(fields), raw, 0, min(at, len(raw)), len(raw))


def _name(field: re.Match[bytes]) -> str:
    """Return a field's name in small letters.

    A border that takes forged verdicts away may not know them with a space
    before the colon, which no border writes: such a field is none of ours.
    """
    name = field.group(1).decode("ascii").lower()
    return f"x-{name}" if field.group(2) and name == "authentication-results" else name


def _before_break(whole: bytes, line: int) -> int:
    """Return where the line before a delimiter ends: its line break belongs to the delimiter."""
    if line and whole[line - 1] == 0x0A:
        line -= 1
        if line and whole[line - 1] == 0x0D:
            line -= 1
    return line
