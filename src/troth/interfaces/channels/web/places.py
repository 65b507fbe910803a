"""Pictures that came with a text, each in the place where the text names it."""

import re
from dataclasses import dataclass

from troth.interfaces.channels.web.handed import Handed

# What mail programs leave in the plain text where the page had a picture.
_PLACE = re.compile(r"\[(?:cid|image|inline image)[: ] ?([^\]\n]{1,120})\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, or the picture that stands between two."""

    text: str = ""
    picture: Handed | None = None


def placed(text: str, pictures: tuple[Handed, ...]) -> list[Piece]:
    """Cut a text where it names a picture it came with; words that name none stay words."""
    left, found, start = list(pictures), [], 0
    for match in _PLACE.finditer(text) if left else ():
        name = match[1].strip().lower()
        picture = next((one for one in left if _is_named(one, name)), None)
        if picture is None:
            continue
        left.remove(picture)
        found.append(Piece(text[start : match.start()].strip("\r\n")))
        found.append(Piece(picture=picture))
        start = match.end()
    found.append(Piece(text[start:].strip("\r\n")))
    return [one for one in found if one.picture or one.text]


def _is_named(picture: Handed, name: str) -> bool:
    """Say whether "image001.png@01DB8D7A.5C2F" or "image001.png" means this picture."""
    called = picture.name.lower()
    return name == called or name.startswith(f"{called}@")
