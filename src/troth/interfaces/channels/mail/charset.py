"""Turn bytes into text. What the sender declared wins wherever it decodes."""

import re

# What mail programs write, and the larger set they mean by it.
ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "x-user-defined": "cp1252",
    "ansi": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "cp950",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "x-windows-949": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp-1252": "cp1252",
    "x-cp1252": "cp1252",
    "x-cp1251": "cp1251",
    "cp-850": "cp850",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "big5": "cp950",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Names that Python decodes by rules that are no character sets of mail.
_NO_CHARSET = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "oem"}
_ASCII = {"", "us-ascii", "ascii", "ansi-x3.4-1968"}
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_ENOUGH_TO_DETECT = 32  # bytes beyond ASCII; with fewer, detection is a lottery
_SAMPLE = 64 * 1024
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decode(raw: bytes, declared: str = "", *, html: bool = False, guess: bool = False) -> str:
    """Return the text of `raw`, never failing and without NUL or lone surrogates.

    Tries, in order: ISO-2022 escapes where the declaration is absent or
    ASCII, the declared set, its escapes again, UTF-8, the set an HTML page
    names itself, with `guess` what the bytes look like, and at last
    Windows-1252. Each but the last two must decode strictly. Bodies may be
    guessed; headers are too short for it.
    """
    return clean(_decoded(raw, declared.strip().strip("\"'").lower(), html=html, guess=guess))


def clean(text: str) -> str:
    """Return the text with one kind of line end and only characters a database can keep."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff")


def _decoded(raw: bytes, declared: str, *, html: bool, guess: bool) -> str:
    escapes = _by_escapes(raw)
    plain = declared in _ASCII
    candidates = [escapes] if plain else [ALIASES.get(declared, declared), escapes]
    candidates += ["utf-8", _MARKS.get(raw[:2])]
    if html and (meta := _META.search(raw[:4096])):
        named = meta.group(1).decode("ascii", "replace").lower()
        candidates.append(ALIASES.get(named, named))
    for candidate in candidates:
        if candidate is not None and (text := _strictly(raw, candidate)) is not None:
            return text
    if ALIASES.get(declared, declared) == "cp1252":
        return raw.decode("latin-1")
    return _detected(raw) if guess else raw.decode("cp1252", "replace")


def _strictly(raw: bytes, charset: str) -> str | None:
    if charset.replace("_", "-") in _NO_CHARSET:
        return None
    try:
        return raw.decode(charset)
    except (LookupError, ValueError):
        return None


def _by_escapes(raw: bytes) -> str | None:
    if b"\x1b$)C" in raw:
        return "iso2022_kr"
    return "iso2022_jp_2" if b"\x1b$" in raw or b"\x1b(J" in raw else None


def _detected(raw: bytes) -> str:
    if sum(byte > 0x7F for byte in raw[:_SAMPLE]) >= _ENOUGH_TO_DETECT:
        from charset_normalizer import from_bytes

        best = from_bytes(raw[:_SAMPLE]).best()
        if best is not None:
            return raw.decode(best.encoding, "replace")
    return raw.decode("cp1252", "replace")
