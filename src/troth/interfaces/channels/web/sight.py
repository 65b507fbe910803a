"""What a browser may show of a file: decided by the bytes, never by a name or a declared type.

Pictures of a size that harms nobody, PDF, and plain text. Everything else, SVG
and HTML among it, is handed out to be saved; where it is text, its source can
be read as text.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from troth.interfaces.channels.store import NotStored, store
from troth.interfaces.channels.web.pictures import measure

As = Literal["", "picture", "pdf", "text"]
HEAD = 256 * 1024  # a JPEG's colour profile may come first
MOST_PIXELS = 30_000_000  # 120 MB once decoded
LONGEST_SIDE = 12_000
MOST_BYTES = {"picture": 12 * 2**20, "pdf": 25 * 2**20, "text": 512 * 1024}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Sight:
    """How a file may be shown; `shown_as` is empty where it may only be saved."""

    shown_as: As = ""
    media_type: str = "application/octet-stream"
    width: int = 0
    height: int = 0


HIDDEN = Sight()


def sight(digest: str, size: int) -> Sight:
    """Return how a file of the store may be shown; a file that is gone may not be."""
    try:
        return _looked_at(digest, size)
    except NotStored:
        return HIDDEN


@lru_cache(maxsize=8192)
def _looked_at(digest: str, size: int) -> Sight:
    with store().open(digest) as file:
        return judge(file.read(HEAD), size)


def judge(head: bytes, size: int) -> Sight:
    """Return how a file may be shown that begins with these bytes and is of that size."""
    picture = measure(head)
    if picture is not None:
        fits = picture.pixels <= MOST_PIXELS and max(picture.width, picture.height) <= LONGEST_SIDE
        if fits and size <= MOST_BYTES["picture"]:
            return Sight("picture", picture.media_type, picture.width, picture.height)
    elif head.startswith(b"%PDF-"):
        if size <= MOST_BYTES["pdf"]:
            return Sight("pdf", "application/pdf")
    elif 0 < size <= MOST_BYTES["text"] and _is_text(head, whole=size <= len(head)):
        return Sight("text", "text/plain; charset=utf-8")
    return HIDDEN


def _is_text(head: bytes, *, whole: bool) -> bool:
    if _has_any(head, _CONTROLS):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as fault:  # a letter may be cut where the head ends
        return not whole and fault.start >= len(head) - 3
    return True


def _has_any(head: bytes, these: Collection[int]) -> bool:
    return len(head) != len(head.translate(None, bytes(these)))
