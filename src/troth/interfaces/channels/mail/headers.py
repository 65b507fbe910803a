"""Read header fields: encoded words, parameters, the one sender, the ids of other messages."""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from troth.interfaces.channels.mail.charset import clean, decode

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]{0,2000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t]+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_ID = re.compile(r"<([^<>\s]{1,500})>")
_MOST_IDS = 100
_MOST_WORDS = 2_000
_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_PLUS = re.compile(r"[^\s<>@,;:\"()+]{1,64}\+[^\s<>@,;:\"()]{1,64}@[^\s<>@,;:\"()]{1,255}")
_ADDRESS = r"""[^<>\s@"(),;:\\]{1,64}@[^<>\s@"(),;:\\]{1,255}"""
_NAMED = re.compile(
    rf"""\s*(?:("(?:[^"\\]|\\.)*"|[^"<>,;:]*?)\s*)<({_ADDRESS})>\s*(?:\([^()]*\))?"""
)
_BARE = re.compile(rf"\s*({_ADDRESS})\s*(?:\(([^()]*)\))?\s*")
_IN_NAME = re.compile(
    r"[^\s<>@\"'(),;:\[\]]{1,64}@([^\s<>@\"'(),;:\[\]]{1,255}[^\s<>@\"'(),;:\[\].])"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_PARAMETER = re.compile(r""";\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))""")
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d)?\s+([+-])(\d\d)(\d\d)\b")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class Unclear(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A header cannot be trusted to mean one thing, told in words fit for a person."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a message says it is from."""

    name: str
    email: str


def unfold(raw: str) -> str:
    """Return a field as it came, on one line; bytes beyond ASCII are read as UTF-8 or guessed."""
    text = decode(raw.encode("utf-8", "surrogateescape")) if not raw.isascii() else raw
    text = re.sub(r"\r?\n(?=[ \t])", "", text.replace("\x00", ""))
    return text.replace("\r", " ").replace("\n", " ").strip()


def words(raw: str) -> str:
    """Return the text of an unstructured field: encoded words decoded, control signs gone.

    Words that stand side by side are one text (RFC 2047, section 6.2), and a
    character cut in two between them is whole again.
    """
    text = unfold(raw)
    for _ in range(2):  # the sign between three words is found only by a second look
        text = _BETWEEN_WORDS.sub(r"\1\2", text)
    return _CONTROL.sub(" ", "".join(_pieces(text))).strip()


def _pieces(text: str) -> Iterator[str]:
    at, charset, held = 0, "", b""
    for count, word in enumerate(_WORD.finditer(text)):
        if count >= _MOST_WORDS:
            break
        named = word.group(1).partition("*")[0].lower()  # RFC 2231 allows a language after it
        if held and (word.start() > at or named != charset):
            yield decode(held, charset)
            held = b""
        yield text[at : word.start()]
        held, charset, at = held + _word_bytes(word.group(2), word.group(3)), named, word.end()
    yield decode(held, charset)
    yield text[at:]


def _word_bytes(way: str, text: str) -> bytes:
    if way in "qQ":
        quoted = text.replace("_", " ")
        return re.sub(
            rb"=([0-9A-Fa-f]{2})",
            lambda code: bytes([int(code.group(1), 16)]),
            quoted.encode("utf-8", "replace"),
        )
    try:
        return b64decode(text + "=" * (-len(text) % 4))
    except (NoBase64, ValueError):
        return text.encode("utf-8", "replace")


def sender(fields: list[str]) -> Sender:
    """Return the one sender the From fields name.

    Raises:
        Unclear: there is no From field, or several, or more than one address,
            or one address dressed as the name of another (RFC 5322, 3.6.2).
    """
    if len(fields) != 1:
        raise Unclear("it does not say who sent it" if not fields else "it names two senders")
    raw = unfold(fields[0])
    found = _sender(raw)
    if len(found.email) > 254:
        raise Unclear("its sender's address is longer than an address can be")
    if not found.email.isprintable():
        raise Unclear("its sender's address holds signs that nobody can see")
    domain = found.email.rpartition("@")[2]
    if any(one.lower() != domain for one in _IN_NAME.findall(_UNSEEN.sub("", found.name))):
        raise Unclear("its sender's name looks like the address of somebody else")
    return found


def _sender(raw: str) -> Sender:
    if len(raw) > 4_000:
        raise Unclear("its sender's name is longer than a name can be")
    if bare := _BARE.fullmatch(raw):
        return Sender(words(bare.group(2) or ""), bare.group(1).lower())
    if not (named := _NAMED.fullmatch(raw)):
        raise Unclear("its sender is not written as one mail address")
    shown, email = named.group(1).strip(), named.group(2).lower()
    if "@" in shown and not shown.startswith('"') and shown.lower() != email:
        raise Unclear("its sender's name looks like the address of somebody else")
    return Sender(words(re.sub(r"\\(.)", r"\1", shown.strip('"'))), email)


def ids(raw: str) -> list[str]:
    """Return the message ids a field names, in its order, without angle brackets."""
    return _ID.findall(unfold(raw))[:_MOST_IDS]


def addressed(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the addresses with a plus sign that a message was sent to, which may bear a token."""
    told = " ".join(value[:10_000] for name in _TO for value in fields.get(name, ())[:10])
    return list(dict.fromkeys(_PLUS.findall(told)))[:_MOST_IDS]


def zone(date: str) -> str:
    """Return the offset a Date field tells, as "+01:00"; '' where it tells none.

    "-0000" says that the sender's zone is not known (RFC 5322, section 3.3).
    """
    found = _OFFSET.search(date)
    if not found or int(found.group(2)) > 14 or int(found.group(3)) > 59:
        return ""
    said = f"{found.group(1)}{found.group(2)}:{found.group(3)}"
    return "" if said == "-00:00" else said


def parameters(raw: str) -> dict[str, str]:
    """Return the parameters of a field, lower-case, continuations joined (RFC 2231)."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for found in _PARAMETER.finditer(unfold(raw)):
        name, quoted, token = found.groups()
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token.strip()
        main, star, rest = name.lower().partition("*")
        if not star:
            plain.setdefault(main, words(value))
        elif (index := rest.rstrip("*")) == "" or (index.isdigit() and len(index) < 4):
            encoded = rest.endswith("*") or rest == ""
            pieces.setdefault(main, {})[int(index or 0)] = (encoded, value)
    return plain | {name: _joined(found) for name, found in pieces.items()}


def _joined(pieces: dict[int, tuple[bool, str]]) -> str:
    charset, whole = "", b""
    for order, (encoded, value) in sorted(pieces.items()):
        text = value
        if encoded and order == 0 and value.count("'") >= 2:
            charset, _, text = value.split("'", 2)
        raw = text.encode("utf-8", "replace")
        whole += unquote_to_bytes(raw) if encoded else raw
    return clean(decode(whole, charset))
