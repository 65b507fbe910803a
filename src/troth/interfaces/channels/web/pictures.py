"""What picture some bytes begin: its type and its size, read from the header and never decoded.

A name and a declared type say nothing here. A picture whose size cannot be read
from its header is no picture to us: a browser would have to decode it to know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct

_SIZE = Struct(">II")
_LITTLE = Struct("<HH")
_BIG = Struct(">HH")
_PNG, _GIFS, _JPEG = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a"), b"\xff\xd8\xff"
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers that have no length
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # those that tell the size
_SCAN = 0xDA  # the picture itself begins


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture a browser can show: as which type, and how large it becomes once decoded."""

    media_type: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        """Return how many pixels have to be held in memory."""
        return self.width * self.height


def measure(head: bytes) -> Picture | None:
    """Return which picture the bytes begin; None for whatever else they are."""
    for reads in (_png, _gif, _webp, _jpeg):
        found = reads(head)
        if found is not None:
            media_type, width, height = found
            return Picture(media_type, width, height) if width and height else None
    return None


_Found = tuple[str, int, int] | None
_Reads = Callable[[bytes], _Found]


def _png(head: bytes) -> _Found:
    if not head.startswith(_PNG) or head[12:16] != b"IHDR" or len(head) < 24:
        return None
    return ("image/png", *_SIZE.unpack_from(head, 16))


def _gif(head: bytes) -> _Found:
    """Return the larger of a GIF's screen and its first frame: browsers grow to that."""
    if not head.startswith(_GIFS) or len(head) < 13:
        return None
    width, height = _LITTLE.unpack_from(head, 6)
    at = 13 + (3 << (head[10] & 7) + 1 if head[10] & 0x80 else 0)
    while head[at : at + 1] == b"!":  # an extension: its blocks end with an empty one
        at += 2
        while at < len(head) and head[at]:
            at += head[at] + 1
        at += 1
    if head[at : at + 1] != b"," or len(head) < at + 9:
        return None
    left, top = _LITTLE.unpack_from(head, at + 1)
    wide, high = _LITTLE.unpack_from(head, at + 5)
    return ("image/gif", max(width, left + wide), max(height, top + high))


def _webp(head: bytes) -> _Found:
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP" or len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8X":
            width = int.from_bytes(head[24:27], "little") + 1
            height = int.from_bytes(head[27:30], "little") + 1
        case b"VP8L" if head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if head[23:26] == b"\x9d\x01\x2a":
            width, height = (side & 0x3FFF for side in _LITTLE.unpack_from(head, 26))
        case _:
            return None
    return ("image/webp", width, height)


def _jpeg(head: bytes) -> _Found:
    """Return the largest size a JPEG tells before its picture begins."""
    if not head.startswith(_JPEG):
        return None
    at, width, height = 2, 0, 0
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in _BARE:
            at += 2
            continue
        if marker == _SCAN:
            return ("image/jpeg", width, height)
        if marker in _FRAMES:
            high, wide = _BIG.unpack_from(head, at + 5)
            width, height = max(width, wide), max(height, high)
        at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return None
