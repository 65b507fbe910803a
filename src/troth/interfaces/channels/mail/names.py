"""Names of files that came by mail: fit to be shown, saved and trusted."""

import re

from troth.interfaces.channels.mail.charset import clean

_ENDINGS = {
    "application/pdf": "pdf", "application/pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s", "application/pgp-encrypted": "asc",
    "application/pgp-signature": "asc", "application/json": "json", "application/zip": "zip",
    "image/gif": "gif", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
    "message/delivery-status": "txt", "message/rfc822": "eml", "message/partial": "eml",
    "message/disposition-notification": "txt", "message/global": "eml", "text/calendar": "ics",
    "text/csv": "csv", "text/html": "html", "text/plain": "txt", "text/rfc822-headers": "txt",
}  # fmt: skip
_UNFIT = re.compile(
    r'[\x00-\x1f\x7f-\x9f"<>|:*?\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
)
_LONGEST = 150
_LONGEST_ENDING = 10


def fit_name(name: str) -> str:
    """Return a file name with no folder in it and nothing that could mislead; '' if none is left.

    Keeps at most 150 characters, the ending among them.
    """
    last = re.split(r"[/\\]", clean(name))[-1]
    last = _UNFIT.sub("", last).strip(" .")
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= _LONGEST_ENDING:
        return f"{stem[: _LONGEST - 1 - len(ending)]}.{ending}"
    return last[:_LONGEST]


def named_for(media_type: str, number: int) -> str:
    """Return a name for the part of that number, which came without one."""
    return f"part-{number}.{_ENDINGS.get(media_type, 'bin')}"
