"""Open winmail.dat (TNEF), in which some of Microsoft's programs wrap text and files."""

import logging
from dataclasses import dataclass, field
from struct import Struct

from troth.interfaces.channels.mail import richtext

_OBJECT = Struct("<BHHI")
_SIGNATURE = b"\x78\x9f\x3e\x22"
_MOST_OBJECTS = 3_000
_LARGEST = 4 * 1024 * 1024  # bytes of rich text that are read; what is longer is a file
RICH = "message.rtf"

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Winmail:
    """What a winmail.dat holds; `whole` where nothing of it was left unread."""

    text: bytes | str = ""
    page: bytes | str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    whole: bool = False


def is_winmail(media_type: str, name: str, body: bytes) -> bool:
    """Say whether a part is one, by its bytes and what it is called."""
    named = media_type in ("application/ms-tnef", "application/vnd.ms-tnef")
    return (named or name.lower() == "winmail.dat") and body.startswith(_SIGNATURE)


def opened(body: bytes) -> Winmail:
    """Return what is in it; nothing, not whole, where it cannot be read."""
    count, ends_well = _objects(body)
    if count > _MOST_OBJECTS:
        return Winmail()
    from tnefparse import TNEF  # type: ignore[import-untyped]

    found = Winmail()
    try:
        tnef = TNEF(body, do_checksum=False)
        found.text, found.page = _first(tnef.body), _first(tnef.htmlbody)
        for one in tnef.attachments:
            found.files.append((_name(one), bytes(one.data)))
    except Exception:  # whatever a stranger's bytes may do to it: the file is kept as it is
        return Winmail()
    if tnef._rtfbody and not (found.text or found.page):
        try:
            rich = bytes(tnef.rtfbody).rstrip(b"\x00")
            said = richtext.told(rich[:_LARGEST])
        except Exception:
            return found  # its files are told, and the whole is kept beside them
        found.text, found.page = said.text, said.page
        found.files.append((RICH, rich))
    found.whole = ends_well and bool(found.text or found.page or found.files)
    return found


def _objects(body: bytes) -> tuple[int, bool]:
    """Count its objects by their lengths alone, and say whether the last ends where it does."""
    at, count = 6, 0
    while at + 12 < len(body) and count <= _MOST_OBJECTS:
        at += _OBJECT.unpack_from(body, at)[3] + 11
        count += 1
    return count, at == len(body)


def _name(attachment: object) -> str:
    for ask in ("long_filename", "name"):
        try:
            said = getattr(attachment, ask)
            said = said() if callable(said) else said
        except (UnicodeDecodeError, AttributeError):
            continue
        if isinstance(said, bytes):
            said = said.decode("cp1252", "replace")
        if isinstance(said, str) and said.strip("\x00"):
            return said.strip("\x00")
    return ""


def _first(said: object) -> bytes | str:
    """Return a body: a text, or bytes, or either in a list of values."""
    if isinstance(said, list | tuple):
        said = said[0] if said else b""
    return said if isinstance(said, bytes | str) else b""
