"""Files on their way: taken piece by piece, resumed where the line broke, then kept in the store.

An upload is a file in a folder of its own beside the store. What is known of it
stands in its signed address and in its name, so any web process may take the
next piece. Who sends how much within a day is bounded: see `_MOST`.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.core import signing

from troth.domain.refusal import Refused
from troth.domain.tickets.report import File
from troth.interfaces.channels.store import store
from troth.interfaces.channels.web.uploads import most_bytes
from troth.interfaces.channels.web.whose import Whose
from troth.interfaces.ui.sizes import size_words

PIECE = 1 << 16
KEPT = timedelta(days=1)
"""How long an unfinished upload may rest, and what is looked at to bound a sender."""
_MIB = 1 << 20
_MOST = {"visitor": 200 * _MIB, "address": 1024 * _MIB, "visitors": 10 * 1024 * _MIB}
_MOST_OF_A_PERSON = 4 * 1024 * _MIB
_NAME = re.compile(r"([0-9a-f]{16})-([0-9a-f]{16})-(\d+)-([0-9a-f]{32})(\.done)?")
_VISITORS = "visitor"
_SALT = "troth.upload"


class NotThere(LookupError):  # noqa: N818 - reads as a sentence where it is raised
    """No such upload of this person's: never begun, given up, or swept."""


class Elsewhere(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The upload stands at another offset than the sender believes."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: what its sender said of it, and whose it is."""

    id: str
    owner: str
    place: str
    name: str
    media_type: str
    size: int

    @property
    def word(self) -> str:
        """Return the signed word that its address ends with."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @property
    def path(self) -> Path:
        return folder() / f"{_short(self.owner)}-{_short(self.place)}-{self.size}-{self.id}"

    @property
    def done(self) -> Path:
        return self.path.with_name(f"{self.path.name}.done")


def folder() -> Path:
    """Return where files on their way are kept."""
    return store().root / ".uploads"


def begin(whose: Whose, *, name: str, media_type: str, size: int, at: datetime) -> Upload:
    """Begin an upload.

    Raises:
        Refused: it is too large, or its sender has sent too much today.
    """
    name = re.split(r"[/\\]", name.replace("\x00", ""))[-1][-200:] or "file"
    if not 0 <= size <= most_bytes():
        limit = size_words(most_bytes())
        raise Refused(f"{name} is larger than {limit}. Leave it out, or split it.")
    place = whose.address if whose.is_visitor else ""
    said = media_type.replace("\x00", "")[:200] or "application/octet-stream"
    upload = Upload(secrets.token_hex(16), whose.owner, place, name, said, size)
    folder().mkdir(parents=True, exist_ok=True)
    _check_room(upload, at)
    upload.path.touch(mode=0o640)
    return upload


def find(word: str, owner: str) -> Upload:
    """Return the upload of that address.

    Raises:
        NotThere: the address is not ours, or the upload not this person's.
    """
    try:
        upload = Upload(**signing.loads(word, salt=_SALT, max_age=2 * KEPT))
    except signing.BadSignature:
        raise NotThere from None
    if upload.owner != owner:
        raise NotThere
    return upload


def offset(upload: Upload) -> int:
    """Return how many bytes have come.

    Raises:
        NotThere: it was given up or swept.
    """
    if upload.done.exists():
        return upload.size
    try:
        return upload.path.stat().st_size
    except FileNotFoundError:
        raise NotThere from None


def take(upload: Upload, stream: BinaryIO, at: int) -> int:
    """Take what a stream brings, from the offset `at` on; return the offset reached.

    Each piece is on disk before the next is read, so that a broken line costs
    no more than one. No more is taken than was announced.

    Raises:
        Elsewhere: the upload stands at another offset.
        NotThere: it was given up or swept.
    """
    reached = offset(upload)
    if reached != at:
        raise Elsewhere(reached)
    while reached < upload.size:
        try:
            piece = stream.read(min(PIECE, upload.size - reached))
        except OSError:
            break  # the line broke: what came is kept
        if not piece:
            break
        reached = _append(upload, piece, reached)
    return reached


def _append(upload: Upload, piece: bytes, reached: int) -> int:
    try:
        handle = os.open(upload.path, os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise NotThere from None
    with os.fdopen(handle, "wb") as coming:
        fcntl.flock(coming, fcntl.LOCK_EX)
        stands = os.fstat(coming.fileno()).st_size
        if stands != reached:  # another request has gone on meanwhile
            raise Elsewhere(stands)
        coming.write(piece)
    return reached + len(piece)


def finish(upload: Upload) -> File | None:
    """Keep a whole upload in the store and return it; None while bytes are missing. Twice is once.

    Raises:
        NotThere: it was given up or swept.
    """
    if not upload.done.exists():
        if offset(upload) < upload.size:
            return None
        with suppress(FileNotFoundError):  # finished by another request just now
            digest, _ = store().take(upload.path)
            upload.done.write_text(digest)
    return File(upload.name, upload.media_type, upload.done.read_text(), upload.size)


def give_up(upload: Upload) -> None:
    """Forget an upload."""
    upload.path.unlink(missing_ok=True)


def sweep(at: datetime) -> int:
    """Delete what nobody has gone on with for a day; return how many."""
    old = [path for path, *_ in _all() if _rested(path, at)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _check_room(upload: Upload, at: datetime) -> None:
    sent = [(owner, place, size) for path, owner, place, size in _all() if not _rested(path, at)]
    own = sum(size for owner, _, size in sent if owner == _short(upload.owner))
    most = _MOST[_VISITORS] if upload.place else _MOST_OF_A_PERSON
    full = own + upload.size > most
    if upload.place:
        here, nobody = _short(upload.place), _short("")
        near = sum(size for _, place, size in sent if place == here)
        everybody = sum(size for _, place, size in sent if place != nobody)
        full |= near + upload.size > _MOST["address"]
        full |= everybody + upload.size > _MOST["visitors"]
    if full:
        raise Refused(
            f"{upload.name} is not taken: too much was sent from here today."
            " Send your message without it, and mail the file."
        )


def _all() -> Iterator[tuple[Path, str, str, int]]:
    with suppress(FileNotFoundError):
        for entry in os.scandir(folder()):
            if match := _NAME.fullmatch(entry.name):
                owner, place, size = match.group(1, 2, 3)
                yield Path(entry.path), owner, place, int(size)


def _rested(path: Path, at: datetime) -> bool:
    with suppress(FileNotFoundError):
        return at.timestamp() - path.stat().st_mtime > KEPT.total_seconds()
    return True


def _short(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]
