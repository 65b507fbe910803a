"""The text of an entry as it is read: formatted, quotes folded, pictures in their place."""

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from troth.interfaces.channels.web.handed import Handed
from troth.interfaces.channels.web.places import placed
from troth.interfaces.ui import markup
from troth.interfaces.ui.folding import fold

Kind = Literal["said", "formatted", "quoted", "signature", "picture"]


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
    return [
        Passage("picture", picture=one.picture) if one.picture else Passage("said", one.text)
        for one in placed(text, pictures)
    ]
