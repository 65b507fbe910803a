"""Undo transfer encodings. What is wrong in them costs nothing that could be read."""

import binascii
import re

_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)


def decoded(source: bytes, encoding: str, *, text: bool = False) -> bytes:
    """Return a body as it was before it was encoded; as it is where the encoding is unknown.

    Of `text` in base64, lines that are none are kept as they are: lists put
    their footers there, and careless programs the whole of it.
    """
    match encoding:
        case "base64":
            return _text_of_base64(source) if text else base64_of(source)
        case "quoted-printable":
            return binascii.a2b_qp(source)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            begin = _UU_BEGIN.search(source)
            return uu_of(source[begin.end() :].splitlines()) if begin else source
        case _:
            return source


def base64_of(source: bytes) -> bytes:
    """Return what base64 says, whatever stands between its letters."""
    try:
        return binascii.a2b_base64(source.translate(None, b" \t\r\n"), strict_mode=True)
    except binascii.Error:
        pass  # then by its letters alone, which takes longer
    pieces = source.split(b"=")  # several encodings may follow each other, each padded
    if len(pieces) > 3 and len(pieces) < 1_000:
        return b"".join(base64_of(piece) for piece in pieces)
    letters = _NOT_BASE64.sub(b"", source)
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def uu_of(lines: list[bytes]) -> bytes:
    """Return what uuencoded lines say, up to "end". A line that is none is left out."""
    found = []
    for line in filter(None, lines):
        if line.strip() == b"end":
            break
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some programs pad a line too far; its first letter says how long it is.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                found.append(binascii.a2b_uu(line[:size]))
            except binascii.Error:
                continue
    return b"".join(found)


def _text_of_base64(source: bytes) -> bytes:
    lines = source.split(b"\n")
    if all(_BASE64_LINE.fullmatch(line.strip()) for line in lines if line.strip()):
        return base64_of(source)
    at = 0
    while at < len(lines) and (not lines[at].strip() or _BASE64_LINE.fullmatch(lines[at].strip())):
        at += 1
    coded = b"".join(line.strip() for line in lines[:at])
    if len(coded) % 4 or len(coded) < 8:
        return source  # it was never encoded
    return base64_of(coded) + b"\n" + b"\n".join(lines[at:])
