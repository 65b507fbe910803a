"""The text of an entry as it is read: formatted, quotes folded, pictures in their place."""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from troth.interfaces.channels.web.handed import Handed
from troth.interfaces.ui import markup
from troth.interfaces.ui.folding import fold

Kind = Literal["said", "formatted", "quoted", "signature", "picture"]
# What mail programs leave in the plain text where the page had a picture.
_PLACE = re.compile(r"\[(?:cid|image|inline image)[: ] ?([^\]\n]{1,120})\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of an entry, in the order it is read."""

    kind: Kind
    text: str | SafeString = ""
    picture: Handed | None = None


def formatted(text: str) -> tuple[Passage, ...]:
    """Return what one of us wrote, with its light formatting."""
    return (Passage("formatted", markup.render(text)),) if text else ()


def written(text: str, pictures: tuple[Handed, ...]) -> tuple[Passage, ...]:
    """Return what came by mail: what repeats folded, and pictures where the text names them."""
    found: list[Passage] = []
    for one in fold(text):
        if one.kind == "said":
            found.extend(_placed(one.text, pictures))
        else:
            found.append(Passage(one.kind, one.text.strip("\r\n")))
    return tuple(found)


def plain(text: str) -> tuple[Passage, ...]:
    """Return what was typed into a form, as it was typed."""
    return (Passage("said", text),) if text else ()


def _placed(text: str, pictures: tuple[Handed, ...]) -> list[Passage]:
    """Cut a text where it names a picture it came with; words that name none stay words."""
    left, found, start = list(pictures), [], 0
    for match in _PLACE.finditer(text) if left else ():
        name = match[1].strip().lower()
        picture = next((one for one in left if _is_named(one, name)), None)
        if picture is None:
            continue
        left.remove(picture)
        found.append(Passage("said", text[start : match.start()].strip("\r\n")))
        found.append(Passage("picture", picture=picture))
        start = match.end()
    found.append(Passage("said", text[start:].strip("\r\n")))
    return [one for one in found if one.picture or one.text]


def _is_named(picture: Handed, name: str) -> bool:
    """Say whether "image001.png@01DB8D7A.5C2F" or "image001.png" means this picture."""
    called = picture.name.lower()
    return name == called or name.startswith(f"{called}@")
