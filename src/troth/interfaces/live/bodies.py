"""What a request brings, read before any page looks at it: so much of each, and of all together."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings

AT_ONCE = 4
"""As many of the largest forms are kept on the disk by one process, and no more."""
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Gone(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The client went away before it had said everything."""


class TooLarge(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """No form of ours sends so much."""


class NoRoom(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Others send so much at this moment that this one has to come again."""


class Bodies:
    """The bodies that one process keeps at a time: none may fill the disk, nor all together."""

    def __init__(self) -> None:
        self.kept = 0

    @asynccontextmanager
    async def read(self, scope: dict[str, Any], receive: Receive) -> AsyncIterator[IO[bytes]]:
        """Read a body: a short one into memory, a long one onto the disk, until it is done with.

        Raises:
            Gone: the client hung up halfway.
            TooLarge: it is more than a form of its kind at its largest.
            NoRoom: others fill what there is room for.
        """
        headers = dict(scope.get("headers", ()))
        most = most_of(headers.get(b"content-type", b""))
        said = headers.get(b"content-length", b"")
        if said.isdigit() and int(said[:20]) > most:
            raise TooLarge
        size = 0
        with SpooledTemporaryFile(settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as body:
            try:
                more = True
                while more:
                    piece, more = await _piece(receive)
                    size += len(piece)
                    self.kept += len(piece)
                    if size > most:
                        raise TooLarge
                    if self.kept > AT_ONCE * largest_form():
                        raise NoRoom
                    body.write(piece)
                body.seek(0)
                yield body
            finally:
                self.kept -= size


def most_of(content_type: bytes) -> int:
    """Return how much a body may be: only forms with files and pieces of uploads are large.

    A form without files is let through beyond its own limit, to be told so in words.
    """
    kind = content_type.lower()
    if kind.startswith(b"multipart/form-data"):
        return largest_form()
    if kind.startswith(b"application/offset+octet-stream"):
        return int(settings.ATTACHMENT_MAX_BYTES)
    return 2 * int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def largest_form() -> int:
    """Return how large a form is with all its files."""
    return int(settings.ATTACHMENT_MAX_BYTES) * (int(settings.DATA_UPLOAD_MAX_NUMBER_FILES) + 1)


async def _piece(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)
