"""What a message may cost us. Nothing is taken apart before it is known to be within this."""

import re

ATTACHED = 25 * 1024 * 1024
SIZE = 36 * 1024 * 1024  # of the whole mail: a file of `ATTACHED` in base64, and the rest
HEADERS = 256 * 1024  # of the message, and of any part
HEADER = 16 * 1024  # one Content-Type or Content-Disposition, folds included
FIELDS = 2_000  # of a message or a part
PARAMETERS = 100
ENCODED_WORDS = 2_000
ADDRESSES = 2_000
PARTS = 1_000
DEPTH = 50
PAGE = 1_000_000  # characters of HTML that are looked at
TAGS = 100_000
NESTED_TAGS = 1_000
ATTRIBUTES = 500  # of one tag
TEXT = 500_000  # characters shown of a body; the rest is in the original
SOURCE = 20_000  # bytes shown of a message that is too much to be taken apart
REST = "[The rest of this message is in the original mail.]"
_DELIMITERS = 50 * PARTS

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_WITH_PARAMETERS = ("content-type", "content-disposition")
_WITH_ADDRESSES = ("from", "sender", "to", "cc", "bcc", "reply-to")


class TooMuch(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The message passes a limit, told in words fit for a person."""


def check(raw: bytes) -> None:
    """Pass a message of a sane size whose header is, too. Its parts are counted as they are found.

    Raises:
        TooMuch: a limit is passed.
    """
    if len(raw) > SIZE:
        raise TooMuch(f"the message is larger than {SIZE // 1024 // 1024} MiB")
    end = _HEADERS_END.search(raw, 0, HEADERS + 4)
    if end is None and len(raw) > HEADERS and not _has_no_header(raw):
        raise TooMuch(f"its headers are larger than {HEADERS // 1024} KiB")


def check_field(name: str, value: bytes, count: int, before: int) -> None:
    """Pass one more header field, the `count`-th, of a part whose header has `before` bytes.

    Raises:
        TooMuch: that is more than a header may have, or the field says too much.
    """
    if before + len(value) > HEADERS:
        raise TooMuch(f"its headers are larger than {HEADERS // 1024} KiB")
    if count > FIELDS:
        raise TooMuch(f"it has more than {FIELDS:,} header fields")
    if name in _WITH_PARAMETERS:
        if len(value) > HEADER:
            raise TooMuch(f"a header of one of its parts is larger than {HEADER // 1024} KiB")
        if value.count(b";") > PARAMETERS and value.count(b"=") > PARAMETERS:
            raise TooMuch(f"a header of one of its parts has more than {PARAMETERS} parameters")
    if value.count(b"=?") > ENCODED_WORDS:
        raise TooMuch(f"a header has more than {ENCODED_WORDS:,} encoded words")
    if name in _WITH_ADDRESSES and value.count(b"@") > ADDRESSES:
        raise TooMuch(f"it names more than {ADDRESSES:,} addresses")


def check_delimiters(seen: int) -> None:
    """Pass so many lines that look like a boundary.

    Raises:
        TooMuch: there are more than the parts of any message could need.
    """
    if seen > _DELIMITERS:
        raise TooMuch(f"it has more than {PARTS:,} parts")


def check_counts(parts: int, depth: int) -> None:
    """Pass so many parts, so deep.

    Raises:
        TooMuch: there are more, or they lie deeper, than a message may have.
    """
    if parts > PARTS:
        raise TooMuch(f"it has more than {PARTS:,} parts")
    if depth > DEPTH:
        raise TooMuch(f"its parts lie more than {DEPTH} deep in one another")


def _has_no_header(raw: bytes) -> bool:
    return b":" not in raw[:1_000].split(b"\n", 1)[0]
