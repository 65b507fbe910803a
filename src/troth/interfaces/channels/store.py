"""The store: attachments and raw mail as files named by what they hold."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
DIGEST = re.compile(r"[0-9a-f]{64}")


class NotStored(LookupError):  # noqa: N818 - reads as a sentence where it is raised
    """The store has no file of that digest, or the digest is not one."""


class Store:
    """A folder of files, each under the SHA-256 of its bytes.

    The same bytes are kept once, however often they are saved. A file that
    `save` has returned is on the disk, name and all, when the power goes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def save(self, what: bytes | BinaryIO) -> tuple[str, int]:
        """Keep the bytes and return their digest and size. Twice is once.

        Raises:
            OSError: the folder cannot be written; nothing of the file is left.
        """
        stream = BytesIO(what) if isinstance(what, bytes) else what
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".coming-")
        try:
            with os.fdopen(handle, "wb") as coming:
                digest, size = _copy(stream, coming)
                coming.flush()
                os.fsync(coming.fileno())
            self._settle(Path(name), digest)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
        return digest, size

    def take(self, whole: Path) -> tuple[str, int]:
        """Keep a file that is on the store's own disk already, and return its digest and size.

        Raises:
            FileNotFoundError: there is no such file.
        """
        with whole.open("rb+") as stream:
            digest, size = _copy(stream, None)
            os.fsync(stream.fileno())
        self._settle(whole, digest)
        whole.unlink(missing_ok=True)
        return digest, size

    def open(self, digest: str) -> BinaryIO:
        """Open the file of that digest for reading.

        Raises:
            NotStored: there is none, or it is no digest at all.
        """
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError:
            raise NotStored(digest) from None

    def read(self, digest: str) -> bytes:
        """Return the bytes of that digest.

        Raises:
            NotStored: there are none.
        """
        with self.open(digest) as stream:
            return stream.read()

    def has(self, digest: str) -> bool:
        """Say whether the store holds a file of that digest."""
        return bool(DIGEST.fullmatch(digest)) and self.path(digest).exists()

    def touch(self, digest: str) -> bool:
        """Say that somebody still means to refer to a file; False where the store has none."""
        try:
            os.utime(self.path(digest))
        except FileNotFoundError:
            return False
        return True

    def untouched(self, since: float) -> Iterator[str]:
        """Yield the digests of files that nobody has saved or touched since an instant."""
        for aside in self.root.glob("??/??/.going-*"):  # a process died while it forgot this
            aside.replace(aside.with_name(aside.name.removeprefix(".going-")))
        for path in self.root.glob("??/??/*"):
            with suppress(FileNotFoundError):
                if DIGEST.fullmatch(path.name) and path.stat().st_mtime < since:
                    yield path.name

    def forget(self, digest: str, since: float) -> bool:
        """Delete a file unless it was saved or touched since; say whether it went.

        It is set aside first: whoever touches it at this moment either finds it
        gone and saves it anew, or has touched what is set aside, which returns.
        """
        place = self.path(digest)
        aside = place.with_name(f".going-{digest}")
        try:
            place.replace(aside)
        except FileNotFoundError:
            return False
        if aside.stat().st_mtime >= since:
            aside.replace(place)
            return False
        aside.unlink()
        return True

    def _settle(self, coming: Path, digest: str) -> None:
        place = self.path(digest)
        if not self.touch(digest):
            for folder in (place.parent.parent, place.parent):
                if not folder.exists():
                    folder.mkdir(exist_ok=True)
                    _sync_folder(folder.parent)
            coming.chmod(0o640)
            coming.replace(place)
        # Another saver may have put the name there a moment ago and not yet synced it.
        _sync_folder(place.parent)

    def path(self, digest: str) -> Path:
        """Return where the file of a digest is, or would be.

        Raises:
            NotStored: it is no digest at all.
        """
        if not DIGEST.fullmatch(digest):
            raise NotStored(digest)
        return self.root / digest[:2] / digest[2:4] / digest


def store() -> Store:
    """Return the store of this desk."""
    from django.conf import settings

    return Store(Path(settings.ATTACHMENTS))


def _copy(stream: BinaryIO, into: BinaryIO | None) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(stream):
        digest.update(chunk)
        if into is not None:
            into.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
