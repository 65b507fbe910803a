"""Entries as HTML. A ticket may have hundreds, and a template's look-ups would take too long.

Everything is escaped here, but for times, which escape their own words, and for
text that the one safe renderer made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from troth.interfaces.channels.web.handed import Handed
from troth.interfaces.desk.screens.passages import Passage

_FOLDED = {"quoted", "signature"}


@dataclass(frozen=True, slots=True)
class Carried:
    """What an entry carries beside its text."""

    fault: str = ""  # a message that did not arrive
    doubt: str = ""  # why its sender may be somebody else, where that matters
    remarks: tuple[str, ...] = ()  # how it came: signed, encrypted, in pieces
    more: str = ""  # a second passage: what causes it
    files: tuple[Handed, ...] = ()  # but those that stand in their place in the text


def event(position: int, tone: str, what: str, text: str, who: str, at: SafeString) -> str:
    """Return what happened, as the opening of one line of the list."""
    said = f"{escape(what)}: {escape(text)}" if text else escape(what)
    return (
        f'<li class="event event--{tone}" id="entry-{position}" tabindex="-1">'
        f"<span>{said}</span><span>{escape(who)}</span>{_link(position, at)}"
    )


def head(position: int, shape: str, who: str, what: str, at: SafeString, *, own: bool) -> str:
    """Return who wrote something, and how, as the opening of one item of the list."""
    return (
        f'<li class="entry entry--{shape}" id="entry-{position}" tabindex="-1" data-row'
        f"{' data-own' if own else ''}>"
        f'<p class="entry__head"><span class="entry__who">{escape(who)}</span> '
        f"<span>{escape(what)}</span> {_link(position, at)}</p>"
    )


def text(passages: Iterable[Passage], number: int) -> str:
    """Return the passages of an entry in the order they are read."""
    return "".join([_passage(one, number) for one in passages])


def carried(what: Carried, number: int) -> str:
    """Return what an entry carries, the files last; nothing where it carries nothing."""
    told = [
        f'<p class="entry__fault">{escape(what.fault)}</p>' if what.fault else "",
        f'<p class="entry__doubt">{escape(what.doubt)}</p>' if what.doubt else "",
        *[f'<p class="entry__remark">{escape(remark)}</p>' for remark in what.remarks],
        _cause(what.more) if what.more else "",
        _files(what.files, number) if what.files else "",
    ]
    return f'<div class="stack stack--close">{"".join(told)}</div>' if any(told) else ""


def _passage(one: Passage, number: int) -> str:
    if one.picture is not None:
        return _picture(one.picture, number)
    if one.kind == "formatted":
        return f'<div class="entry__text formatted">{conditional_escape(one.text)}</div>'
    if one.kind in _FOLDED:
        name = _("Signature") if one.kind == "signature" else _("Earlier messages, quoted")
        return (
            f'<details class="entry__fold"><summary>{escape(name)}</summary>'
            f'<div class="entry__text entry__text--{one.kind}">{escape(one.text)}</div></details>'
        )
    return f'<div class="entry__text">{escape(one.text)}</div>'


def _cause(cause: str) -> str:
    return f'<div class="entry__text"><b>{escape(_("Cause:"))}</b> {escape(cause)}</div>'


def _files(files: Iterable[Handed], number: int) -> str:
    pictures = "".join([_picture(one, number) for one in files if one.is_picture])
    listed = "".join([_file(one, number) for one in files])
    return f'<div class="pictures">{pictures}</div><ul class="files">{listed}</ul>'


def _file(one: Handed, number: int) -> str:
    look = _look(one, number) if one.sight.shown_as else ""
    return (
        f'<li class="files__one"><a href="{_address("file", number, one)}">{escape(one.name)}</a> '
        f'<span class="quiet">{escape(one.size)}</span>{look}</li>'
    )


def _look(one: Handed, number: int) -> str:
    of = escape(_("Preview of %(name)s") % {"name": one.name})
    return (
        f' <a class="files__look" href="{_address("preview", number, one)}"'
        f' target="_blank" rel="noopener" aria-label="{of}">{escape(_("Preview"))}</a>'
    )


def _picture(one: Handed, number: int) -> str:
    """Return a picture in its place, opened large by a click."""
    address, name = _address("preview", number, one), _("Picture: %(name)s") % {"name": one.name}
    return (
        f'<a class="picture" href="{address}" target="_blank" rel="noopener" data-picture>'
        f'<img class="picture__shown" src="{address}" width="{one.sight.width}"'
        f' height="{one.sight.height}" alt="{escape(name)}" loading="lazy" decoding="async"></a>'
    )


def _address(name: str, number: int, file: Handed) -> str:
    return escape(_pattern(name, number).replace("DIGEST", file.digest))


@lru_cache(maxsize=512)
def _pattern(name: str, number: int) -> str:
    return reverse(f"desk:{name}", args=[number, "DIGEST"])


def _link(position: int, at: SafeString) -> str:
    return f'<a class="entry__at" href="#entry-{position}">{at}</a>'
