"""Handing out files that came from outside: as attachments, and with nothing they could run."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404

from troth.domain.tickets.queries import Line
from troth.domain.tickets.report import File
from troth.interfaces.channels.store import NotStored, store

SANDBOX = "default-src 'none'; sandbox"


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
    """Return a file so that no browser shows or runs it within the desk.

    Raises:
        Http404: the store has lost it.
    """
    try:
        answer = FileResponse(
            store().open(file.digest), as_attachment=True, content_type="application/octet-stream"
        )
    except NotStored:
        raise Http404("The file is no longer kept.") from None
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    answer["Content-Length"] = str(file.size)
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
