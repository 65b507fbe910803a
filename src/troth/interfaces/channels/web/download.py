"""Handing out files that came from outside: to be saved, or shown with nothing they could run."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404

from troth.domain.tickets.pages import Line
from troth.domain.tickets.report import File
from troth.interfaces.channels.store import NotStored, store
from troth.interfaces.channels.web.sight import sight

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def find(lines: Iterable[Line], digest: str, *, raw: bool = False) -> File | None:
    """Return the file of that digest among what these entries carry; with `raw`, originals too."""
    for line in lines:
        for file in files_of(line.content, raw=raw):
            if file.digest == digest:
                return file
    return None


def files_of(content: dict[str, Any] | None, *, raw: bool = False) -> list[File]:
    """Return the attachments of an entry's content; with `raw`, the original message as well."""
    found = [File(**one) for one in (content or {}).get("attachments") or ()]
    original = (content or {}).get("raw")
    if raw and original:
        found.append(File(**original))
    return found


def download(file: File) -> FileResponse:
    """Return a file to be saved, so that no browser shows or runs it within the desk.

    Raises:
        Http404: the store has lost it.
    """
    return _handed(file, "attachment", "application/octet-stream")


def preview(file: File) -> FileResponse:
    """Return a file to be shown on its own, as what its bytes are, in a sandbox without an origin.

    Raises:
        Http404: the store has lost it, or it is nothing that may be shown.
    """
    seen = sight(file.digest, file.size)
    if not seen.shown_as:
        raise Http404("This file can only be saved.")
    return _handed(file, "inline", seen.media_type)


def _handed(file: File, how: str, media_type: str) -> FileResponse:
    try:
        answer = FileResponse(store().open(file.digest), content_type=media_type)
    except NotStored:
        raise Http404("The file is no longer kept.") from None
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file.name, safe='')}"
    answer["Content-Length"] = str(file.size)
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
