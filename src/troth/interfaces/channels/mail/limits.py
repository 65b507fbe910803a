"""What a message may cost us, checked on the bytes before anything takes them apart."""

import re

SIZE = 25 * 1024 * 1024
HEADERS = 256 * 1024
HEADER = 16 * 1024  # one Content-Type or Content-Disposition, folds included
PARTS = 1_000
DEPTH = 50
TEXT = 500_000  # characters shown of a body; the rest is in the original

_CONTENT_HEADER = re.compile(
    rb"^content-(?:type|disposition):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_BOUNDARY = re.compile(rb"""boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.I)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")


class TooMuch(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The message passes a limit, told in words fit for a person."""


def check(raw: bytes) -> None:
    """Pass a message whose parts can be counted and whose headers are of a sane size.

    Counts delimiter lines of the boundaries declared anywhere, so the true
    number of parts is never larger than what is counted.

    Raises:
        TooMuch: a limit is passed.
    """
    if len(raw) > SIZE:
        raise TooMuch(f"the message is larger than {SIZE // 1024 // 1024} MiB")
    end = _HEADERS_END.search(raw)
    if (end.start() if end else len(raw)) > HEADERS:
        raise TooMuch(f"its headers are larger than {HEADERS // 1024} KiB")
    _check_parts(raw, _boundaries(raw))


def _boundaries(raw: bytes) -> set[bytes]:
    found: set[bytes] = set()
    for header in _CONTENT_HEADER.finditer(raw):
        text = header.group()
        if len(text) > HEADER:
            raise TooMuch(f"a header of one of its parts is larger than {HEADER // 1024} KiB")
        if boundary := _BOUNDARY.search(text):
            found.add((boundary.group(1) or boundary.group(2)).rstrip())
    return found


def _check_parts(raw: bytes, boundaries: set[bytes]) -> None:
    parts, inside = 0, list[bytes]()
    for line in re.finditer(rb"^--([^\r\n]{1,210})", raw, re.MULTILINE):
        said = line.group(1).rstrip()
        if said in boundaries:
            parts += 1
            if said in inside:
                del inside[inside.index(said) + 1 :]
            else:
                inside.append(said)
        elif said.endswith(b"--") and said[:-2] in inside:
            del inside[inside.index(said[:-2]) :]
        check_counts(parts, len(inside))


def check_counts(parts: int, depth: int) -> None:
    """Pass so many parts, so deep.

    Raises:
        TooMuch: there are more, or they lie deeper, than a message may have.
    """
    if parts > PARTS:
        raise TooMuch(f"it has more than {PARTS:,} parts")
    if depth > DEPTH:
        raise TooMuch(f"its parts lie more than {DEPTH} deep in one another")
