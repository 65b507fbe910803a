"""Tell what rich text (RTF) says; where it only wraps a page, give the page back.

One look at each sign and no more, so that it costs no more than its size.
"""

import codecs
import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?\d{1,10})? ?|'([0-9a-f]{2})|(.))|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n\n", "page": "\n\n", "row": "\n", "cell": "\t",
    "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_ESCAPED = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_UNREAD = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "header", "footer",
    "headerl", "headerr", "headerf", "footerl", "footerr", "footerf", "listtable", "themedata",
    "listoverridetable", "rsidtbl", "generator", "datastore", "filetbl", "revtbl", "xmlnstbl",
}  # fmt: skip
# The character set of a font, as its number says (RTF 1.9.1, "Font Table").
_OF_FONT = {
    128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What it says: a `page` where it wraps one (MS-OXRTFEX), else a `text`."""

    text: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between a brace and the one that closes it."""

    unread: bool = False
    tag: bool = False  # it holds a tag of the page that is wrapped
    doubled: bool = False  # it says in rich text what the page says itself
    skip: int = 1  # signs that stand in for one that old programs cannot show
    font: str = ""


def told(rich: bytes) -> Told:
    """Return what rich text says. What it cannot read it passes over."""
    teller = _Teller()
    for token in _TOKEN.finditer(rich):
        teller.take(token)
    said = teller.said()
    return Told(page=said) if teller.wraps else Told(text=said.strip("\n"))


class _Teller:
    def __init__(self) -> None:
        self.wraps = False
        self._group, self._outer = _Group(), list[_Group]()
        self._fonts: dict[str, str] = {}
        self._font, self._charset = "", "cp1252"
        self._starred, self._skipping = False, 0
        self._found: list[str] = []
        self._bytes = b""

    def take(self, token: re.Match[bytes]) -> None:
        word, number, coded, escaped, brace, plain = token.groups()
        if coded:
            if not self._skipped(1):
                self._bytes += bytes([int(coded, 16)])
            return
        starred, self._starred = self._starred, escaped == b"*"
        if brace:
            self._brace(brace)
        elif word:
            self._word(word.decode().lower(), int(number) if number else None, starred=starred)
        elif escaped:
            self._say(_ESCAPED.get(escaped, ""))
        elif plain and len(plain) > (skipped := self._skipped(len(plain))):
            self._bytes += plain[skipped:]

    def said(self) -> str:
        self._decode()
        whole = "".join(self._found)
        # A sign beyond 16 bits is written as two halves.
        return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _brace(self, brace: bytes) -> None:
        self._decode()
        self._skipping = 0
        if brace == b"{" and len(self._outer) < _DEEPEST:
            self._outer.append(self._group)
        elif brace == b"}" and self._outer:
            self._group = self._outer.pop()

    def _word(self, word: str, number: int | None, *, starred: bool) -> None:
        self._decode()
        self._skipping = 0
        if word == "htmltag" and self.wraps:
            self._group = replace(self._group, tag=True)
        elif word == "htmlrtf":
            self._group = replace(self._group, doubled=number != 0)
        elif word == "fromhtml":
            self.wraps = True
        elif word == "f" or word == "deff":
            self._font = str(number)
            self._group = replace(self._group, font=self._font)
        elif word == "fcharset":
            self._fonts[self._font] = _OF_FONT.get(number or 0, "")
        elif word == "ansicpg":
            self._charset = _charset(number)
        elif word == "uc":
            self._group = replace(self._group, skip=min(max(number or 0, 0), 10))
        elif word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self._skipping = self._group.skip
        elif starred or word in _UNREAD:
            self._group = replace(self._group, unread=True)
        else:
            self._say(_SIGNS.get(word, ""))

    def _skipped(self, most: int) -> int:
        skipped = min(self._skipping, most)
        self._skipping -= skipped
        return skipped

    def _decode(self) -> None:
        if self._bytes:
            charset = self._fonts.get(self._group.font, "") or self._charset
            said, self._bytes = self._bytes.decode(charset, "replace"), b""
            self._say(said)

    def _say(self, said: str) -> None:
        self._decode()
        group = self._group
        if said and (group.tag or not group.unread) and not (self.wraps and group.doubled):
            self._found.append(said)


def _charset(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
