"""Files that come with a form: kept in the store, so that a fault elsewhere costs no upload."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

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
    def kept(self) -> list[tuple[File, str]]:
        """Return each kept file with the signed word that the form going back carries for it."""
        return [(file, word_for(file)) for file in self.files]


NOTHING = Uploads((), ())


def most_bytes() -> int:
    """Return how large one file may be."""
    most: int = settings.ATTACHMENT_MAX_BYTES
    return most


def word_for(*files: File) -> str:
    """Return the signed word by which a form carries files that are in the store."""
    return _KEPT.sign_object([asdict(file) for file in files])


def come_with(request: HttpRequest) -> Uploads:
    """Return what a form brought: files sent with it, and those sent before (`kept`)."""
    return keep(request.FILES.getlist("attachments"), *request.POST.getlist("kept"))


def keep(coming: Sequence["UploadedFile[Any]"], *kept: str) -> Uploads:
    """Store the files of a form; `kept` are the words for those that came before.

    A file too large, or more files than are taken, are faults and not stored.
    """
    named = dict.fromkeys(file for word in kept for file in _kept(word))
    before = [file for file in named if store().touch(file.digest)]
    files, faults = before[:MOST_FILES], []
    faults += [_one_too_many(file.name) for file in before[MOST_FILES:]]
    limit = most_bytes()
    for one in coming:
        name = one.name or "file"
        if (one.size or 0) > limit:
            faults.append(f"{name} is larger than {limit // 2**20} MiB. Leave it out, or split it.")
        elif len(files) >= MOST_FILES:
            faults.append(_one_too_many(name))
        else:
            digest, size = store().save(cast(BinaryIO, one.file))
            said = (one.content_type or "").replace("\x00", "")  # which no database keeps
            media_type = said[:200] or "application/octet-stream"
            files.append(File(name=name[-200:], media_type=media_type, digest=digest, size=size))
    return Uploads(tuple(files), tuple(faults))


def _one_too_many(name: str) -> str:
    return f"{name} is left out: a message takes {MOST_FILES} files."


def _kept(token: str) -> tuple[File, ...]:
    """Return the files a token names; a token that is not ours, or a week old, names none."""
    try:
        return tuple(File(**one) for one in _KEPT.unsign_object(token, max_age=7 * 86_400))
    except signing.BadSignature:
        return ()
