"""Files that come with a form: kept in the store, so that a fault elsewhere costs no upload."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from troth.domain.tickets.report import File
from troth.interfaces.channels.store import store

MOST_FILES = 20
_KEPT = signing.TimestampSigner(salt="troth.uploads")


@dataclass(frozen=True, slots=True)
class Uploads:
    """What a form brought: the files kept, and in words those that were not."""

    files: tuple[File, ...]
    faults: tuple[str, ...]

    @property
    def token(self) -> str:
        """Return the kept files as a signed word, to carry in the form that goes back."""
        return _KEPT.sign_object([asdict(file) for file in self.files]) if self.files else ""


def most_bytes() -> int:
    """Return how large one file may be."""
    most: int = settings.ATTACHMENT_MAX_BYTES
    return most


def keep(coming: Sequence["UploadedFile[Any]"], token: str) -> Uploads:
    """Store the files of a form; `token` names those it brought before.

    A file too large, or more files than are taken, are faults and not stored.
    """
    files, faults = list(_kept(token)), []
    limit = most_bytes()
    for one in coming:
        name = one.name or "file"
        if (one.size or 0) > limit:
            faults.append(f"{name} is larger than {limit // 2**20} MiB. Leave it out, or split it.")
        elif len(files) >= MOST_FILES:
            faults.append(f"{name} is left out: a message takes {MOST_FILES} files.")
        else:
            digest, size = store().save(cast(BinaryIO, one.file))
            said = (one.content_type or "").replace("\x00", "")  # which no database keeps
            media_type = said[:200] or "application/octet-stream"
            files.append(File(name=name[-200:], media_type=media_type, digest=digest, size=size))
    return Uploads(tuple(files), tuple(faults))


def _kept(token: str) -> tuple[File, ...]:
    """Return the files a token names; a token that is not ours, or a week old, names none."""
    try:
        return tuple(File(**one) for one in _KEPT.unsign_object(token, max_age=7 * 86_400))
    except signing.BadSignature:
        return ()
