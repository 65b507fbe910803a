"""HTML of a message: made harmless, and told as plain text."""

import re
from html.parser import HTMLParser

from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.transfer import base64_of

# Remote pictures tell the sender who reads, and when: of pictures, those that came along are kept.
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}
_LEADS = {
    "a": re.compile(r"(?i)\s*(?:https?|mailto|tel):"),
    "img": re.compile(r"(?i)\s*cid:"),
}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table", "blockquote"}
_LINES = {"div", "li", "tr", "dt", "dd", "hr"}
_DEEPEST = 200
_UNREAD = re.compile(r"<(script|style)\b", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{1000,}")
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,2000}>?")
_NAMED_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)[^<>]*>?")
_LIKE_DIV = {
    "address", "article", "aside", "button", "caption", "center", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "legend", "main", "nav", "option", "section", "textarea",
    "title",
}  # fmt: skip
_OPEN = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.IGNORECASE)
_NEVER_CLOSED = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr", "source"}
_CLOSED_BY_ITSELF = {"p", "li", "tr", "td", "th", "dt", "dd", "option", "tbody", "thead"}


_PICTURE = re.compile(
    r"""(src\s*=\s*["']?)data:(image/(?:png|jpeg|jpg|gif|webp));base64,([A-Za-z0-9+/=\s]{20,})""",
    re.IGNORECASE,
)


def with_pictures_apart(html: str) -> tuple[str, list[tuple[str, str, bytes]]]:
    """Return a page whose pictures are not written into it, and the pictures.

    Each is a content id, a media type and its bytes.
    """
    found: list[tuple[str, str, bytes]] = []

    def apart(picture: re.Match[str]) -> str:
        cid = f"picture-{len(found) + 1}"
        found.append((cid, picture[2].lower(), base64_of(picture[3].encode())))
        return f"{picture[1]}cid:{cid}"

    return _PICTURE.sub(apart, html, count=limits.PARTS // 10), found


def harmless(html: str) -> str:
    """Return the HTML with nothing in it that acts, loads or dresses up as our own page.

    A page that is too much to be taken apart is told without its tags.
    """
    import nh3

    page = _without_unread(html[: limits.PAGE])
    if _costs_too_much(page):
        return nh3.clean_text(_TAG.sub(" ", page))
    return nh3.clean(
        page,
        tags=_TAGS,
        clean_content_tags=set(),  # whatever is left shows as text: it may be more than it seems
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def _without_unread(page: str) -> str:
    """Return a page without its scripts and styles, in which nothing was ever meant to be read.

    Tags that are not kept go before the page is parsed: by the rules of forms,
    drawings and formulas, words between them would be dropped.
    """
    kept, at = [], 0
    while begin := _UNREAD.search(page, at):
        end = re.compile(rf"</{begin.group(1)}\s*>", re.IGNORECASE).search(page, begin.end())
        if end is None:
            break
        kept.append(page[at : begin.start()])
        at = end.end()
    return _NAMED_TAG.sub(_known, "".join(kept) + page[at:])


def _known(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _TAGS:
        return tag[0]
    return f"<{tag[1]}div>" if name in _LIKE_DIV else ""


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return the attribute; None for a picture from elsewhere, and a link into our own pages."""
    if name in ("src", "href"):
        return value if _LEADS[tag].match(value) else None
    return value


def _costs_too_much(page: str) -> bool:
    """Say whether a page has more of something than any person's page needs.

    A tree of tags in tags, and a tag of many attributes, take time that grows
    with the square of them.
    """
    tags = page.count("<")
    if tags > limits.TAGS or page.count("&") > limits.TAGS:
        return True
    if any(len(tag.split()) > limits.ATTRIBUTES for tag in _LONG_TAG.findall(page)):
        return True
    return tags > limits.NESTED_TAGS and _nests_too_deep(page)


def _nests_too_deep(page: str) -> bool:
    depth = 0
    for found in _OPEN.finditer(page):
        name = found.group(2).lower()
        if name in _NEVER_CLOSED or name in _CLOSED_BY_ITSELF:
            continue
        depth = max(depth + (-1 if found.group(1) else 1), 0)
        if depth > limits.NESTED_TAGS:
            return True
    return False


def to_text(harmless_html: str) -> str:
    """Return HTML as plain text: blocks on lines of their own, quotes behind ">", links shown.

    A picture that came along is told as "[cid:…]", any other by what it says instead.
    """
    teller = _Teller()
    teller.feed(harmless_html)
    teller.close()
    return teller.told()


class _Teller(HTMLParser):
    """Writes down what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._quotes = 0
        self._exact = 0  # inside <pre>, spaces are kept
        self._href = ""
        self._linked = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break(blank=True)
        elif tag in _LINES:
            self._break()
        if tag == "br":
            self._end_line()
        elif tag == "li":
            self._line = "- "
        elif tag == "hr":
            self._line = "---"
            self._break()
        elif tag in ("td", "th") and self._line.strip():
            self._line += "  "
        elif tag == "img":
            self.handle_data(_picture(dict(attrs)))
        elif tag == "a":
            self._href, self._linked = dict(attrs).get("href") or "", ""
        self._enter(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break(blank=True)
        elif tag in _LINES:
            self._break()
        elif tag == "a":
            self._show_link()
        self._enter(tag, -1)

    def handle_data(self, data: str) -> None:
        if self._exact:
            first, *rest = data.split("\n")
            self._line += first
            for line in rest:
                self._end_line()
                self._line = line
            return
        said = re.sub(r"[ \t\r\n\f]+", " ", data)
        if not self._line.strip(" ") and not self._line.startswith("- "):
            said = said.lstrip(" ")
        self._line += said
        self._linked += said

    def told(self) -> str:
        """Return the text so far, with no more than one blank line between two others."""
        self._break()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        lines = "\n".join(self._lines).replace("\xa0", " ")
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")

    def _enter(self, tag: str, step: int) -> None:
        if tag == "blockquote":
            self._quotes = min(max(self._quotes + step, 0), _DEEPEST)
        elif tag == "pre":
            self._exact = max(self._exact + step, 0)

    def _break(self, *, blank: bool = False) -> None:
        if self._line.strip():
            self._end_line()
        self._line = ""
        if blank and self._lines and self._lines[-1].strip("> "):
            self._lines.append(("> " * self._quotes).rstrip())

    def _end_line(self) -> None:
        self._lines.append(("> " * self._quotes + self._line).rstrip())
        self._line = ""

    def _show_link(self) -> None:
        shown, target = self._linked.strip(), self._href.removeprefix("mailto:")
        if self._href.startswith(("http://", "https://", "mailto:")) and target.rstrip("/") not in (
            shown,
            shown.rstrip("/"),
            f"https://{shown}",
            f"http://{shown}",
        ):
            self._line += f" <{target}>"
        self._href = ""


def _picture(said: dict[str, str | None]) -> str:
    source, instead = (said.get("src") or "").strip(), (said.get("alt") or "").strip()
    if source[:4].lower() == "cid:":
        return f"[cid:{source[4:].strip('<>')}]"
    return f"[{instead}]" if instead else ""
