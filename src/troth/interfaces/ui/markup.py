"""Light formatting: what people write, as HTML that cannot do anything.

Bold, italic, code, lists, quotes and links, written as plain text. Everything
else stays as it was typed: no headings, no pictures, no HTML, no entities.
Newlines stay newlines. The same source reads well as the text of a mail.
"""

import re
from functools import lru_cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MOST = 30_000
"""A longer text is a pasted log: shown as it is."""
MOST_SIGNS = 3_000
"""So is one made of little but signs, which would take long to make sense of."""
_KEPT_LENGTH = 20_000  # what is longer is not worth the memory
_SIGNS = re.compile(r"[*_`\[]|https?:|^ {0,3}(?:[>+-]|\d+[.)]|~~~)", re.MULTILINE)
_COSTLY = re.compile(r"[*_`\[\]>]")
_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
_SCHEMES = {"http", "https", "mailto"}
_LINKED = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![0-9A-Za-z])https?$")
_REST = re.compile(r"://[^\s<>\"]*[^\s<>\".,;:!?)\]*'’”]")
_BETWEEN = re.compile(r">\n+<")


def render(text: str) -> SafeString:
    """Return a text as safe HTML blocks. The same text is the same HTML, remembered for a while."""
    if len(text) <= _KEPT_LENGTH:
        return _remembered(text)
    return _render(text)


@lru_cache(maxsize=4_096)
def _remembered(text: str) -> SafeString:
    return _render(text)


def _render(text: str) -> SafeString:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n")
    if len(text) > MOST or not _SIGNS.search(text) or len(_COSTLY.findall(text)) > MOST_SIGNS:
        return _plain(text)
    clean = nh3.clean(
        _reader().render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    # Pages show a text's own spaces and newlines, so there are none between the blocks.
    return SafeString(_BETWEEN.sub("><", clean.strip()))


def _plain(text: str) -> SafeString:
    paragraphs = re.split(r"\n{2,}", str(escape(text)))
    return SafeString(
        "".join(f"<p>{one.replace(chr(10), '<br>')}</p>" for one in paragraphs if one)
    )


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "maxNesting": 12, "breaks": True})
    reader.enable(["fence", "blockquote", "list", "newline", "backticks", "emphasis", "link"])
    # Before emphasis: an underscore in an address is part of it.
    reader.inline.ruler.before("backticks", "address", _address)
    reader.validateLink = lambda url: bool(_LINKED.match(url))  # type: ignore[method-assign]
    reader.add_render_rule("softbreak", lambda *_: "<br>")
    reader.add_render_rule("hardbreak", lambda *_: "<br>")
    return reader


def _address(state: StateInline, silent: bool) -> bool:
    """Make a link of a bare web address, without the full stop that ends its sentence."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    scheme = _SCHEME.search(state.pending[-6:])  # all of it would be read again at every colon
    rest = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    if not silent:
        url = scheme.group() + rest.group()
        state.pending = state.pending[: -len(scheme.group())]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = rest.end()
    return True
