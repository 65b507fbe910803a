"""Files that go with a mail, as MIME parts."""

import re
from base64 import encodebytes
from collections.abc import Iterator
from urllib.parse import quote

from troth.interfaces.channels.shapes import Attached

# Messages and multiparts may not be coded as files are (RFC 2045, section 6.4).
_MEDIA_TYPE = re.compile(r"(?!message/|multipart/)[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)


def around(boundary: str, whole: list[str], files: tuple[Attached, ...]) -> list[str]:
    """Return the lines of a body with files after it; without files, the body alone."""
    if not files:
        return whole
    outer = f"{boundary}.files"
    lines = [f'Content-Type: multipart/mixed; boundary="{outer}"', f"\r\n--{outer}", *whole]
    for file in files:
        lines += [f"\r\n--{outer}", *_fields(file), f"\r\n{_coded(file.what)}"]
    return [*lines, f"--{outer}--"]


def _fields(file: Attached) -> Iterator[str]:
    known = _MEDIA_TYPE.fullmatch(file.media_type)
    yield f"Content-Type: {file.media_type if known else 'application/octet-stream'}"
    yield "Content-Transfer-Encoding: base64"
    yield f"Content-Disposition: attachment;\r\n filename*=UTF-8''{quote(file.name, safe='')}"


def _coded(what: bytes) -> str:
    return encodebytes(what).decode("ascii").replace("\n", "\r\n").removesuffix("\r\n")
