"""HTML of a message: made harmless, and told as plain text."""

import re
from html.parser import HTMLParser

# Remote pictures tell the sender who reads, and when: none is kept.
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_DROPPED = {"script", "style", "title", "head", "template", "noscript", "iframe", "object"}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table", "blockquote"}
_LINES = {"div", "li", "tr", "dt", "dd", "hr"}
_DEEPEST = 200


def harmless(html: str) -> str:
    """Return the HTML with nothing in it that acts, loads or dresses up as our own page."""
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROPPED - {"title", "head"},
        attributes={"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def to_text(harmless_html: str) -> str:
    """Return HTML as plain text: blocks on lines of their own, quotes behind ">", links shown."""
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
