"""Entries as HTML. A ticket may have hundreds, and a template's look-ups would take too long.

Everything is escaped here, but for times, which escape their own words, and for
text that the one safe renderer made.
"""

from collections.abc import Iterable
from html import escape

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from troth.interfaces.desk.screens.passages import Passage

_FOLDED = {"quoted", "signature"}


def event(position: int, tone: str, what: str, text: str, who: str, at: SafeString) -> SafeString:
    """Return what happened, as the opening of one line of the list."""
    said = f"{escape(what)}: {escape(text)}" if text else escape(what)
    return SafeString(
        f'<li class="event event--{tone}" id="entry-{position}" tabindex="-1">'
        f"<span>{said}</span><span>{escape(who)}</span>{_link(position, at)}"
    )


def message(
    position: int,
    shape: str,
    who: str,
    what: str,
    at: SafeString,
    passages: SafeString,
    *,
    own: bool,
) -> SafeString:
    """Return what somebody wrote, as the opening of one item of the list."""
    return SafeString(
        f'<li class="entry entry--{shape}" id="entry-{position}" tabindex="-1" data-row'
        f"{' data-own' if own else ''}>"
        f'<p class="entry__head"><span class="entry__who">{escape(who)}</span> '
        f"<span>{escape(what)}</span> {_link(position, at)}</p>{passages}"
    )


def text(passages: Iterable[Passage], number: int) -> SafeString:
    """Return the passages of an entry in the order they are read."""
    return SafeString("".join(_passage(one, number) for one in passages))


def _passage(one: Passage, number: int) -> str:
    if one.picture is not None:
        shown = {"file": one.picture, "number": number}
        return render_to_string("desk/tickets/_picture.html", shown)
    if one.kind == "formatted":
        return f'<div class="entry__text formatted">{conditional_escape(one.text)}</div>'
    if one.kind in _FOLDED:
        name = _("Signature") if one.kind == "signature" else _("Earlier messages, quoted")
        return (
            f'<details class="entry__fold"><summary>{escape(name)}</summary>'
            f'<div class="entry__text entry__text--{one.kind}">{escape(one.text)}</div></details>'
        )
    return f'<div class="entry__text">{escape(one.text)}</div>'


def _link(position: int, at: SafeString) -> str:
    return f'<a class="entry__at" href="#entry-{position}">{at}</a>'
