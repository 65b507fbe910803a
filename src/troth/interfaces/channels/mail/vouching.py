"""Say what may be believed of a sender: what our own border says of the domain, and no more.

Imports no Django: values in, values out.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

Trust = Literal["verified", "claimed", "held"]

LONGEST = 16 * 1024  # one field; no border needs a tenth of it
MOST = 50  # fields looked through for ours
_WORD = re.compile(r'[^\s;=()"]+')
_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_INSIDE_COMMENT = re.compile(r"[^()\\]+|\\.|[()]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was concluded of a sender, and from what, in words fit for staff."""

    trust: Trust
    why: str


class _Unreadable(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The field is not written as RFC 8601 says."""


def vouched(results: Sequence[str], email: str, border: str) -> Verdict:
    """Return what the border says of the domain that a mail is from (RFC 8601, RFC 7489).

    `results` are the Authentication-Results fields, topmost first; of them only
    the topmost that bears our border's name counts, for anybody can write any
    of the others. A pass holds for the domain it names, and for no person.
    """
    if not border:
        return Verdict("claimed", "no border of ours is set that could vouch for it")
    domain = email.rpartition("@")[2]
    try:
        found = _ours(results, border)
    except _Unreadable:
        return Verdict("claimed", f"what {border} says of it cannot be read")
    if found is None:
        return Verdict("claimed", f"{border} says nothing of it")
    said = [(result, properties) for method, result, properties in found if method == "dmarc"]
    if any(result == "fail" for result, _ in said):
        return Verdict("held", f"{domain} refuses it: {border} says dmarc=fail")
    if not said or any(result != "pass" for result, _ in said):
        told = next((result for result, _ in said if result != "pass"), "nothing")
        return Verdict("claimed", f"{border} says dmarc={told} of it"[:200])
    named = {_plain(properties.get("header.from", "")) for _, properties in said}
    if named == {""}:
        return Verdict("claimed", f"{border} says dmarc=pass and names no domain")
    if named != {_plain(domain)}:
        return Verdict("held", f"{border} vouches for another domain than {domain}")
    return Verdict("verified", f"{border} says dmarc=pass for {domain}")


Results = list[tuple[str, str, dict[str, str]]]
"""Method, result and properties, as many as a field has."""


def _ours(results: Sequence[str], border: str) -> Results | None:
    """Return what the topmost field of our border says; None where there is none."""
    for raw in results[:MOST]:
        name = _WORD.match(_no_comment(raw[:400]).strip().strip('"'))
        if name is None or _plain(name.group()) != _plain(border):
            continue
        if len(raw) > LONGEST:
            raise _Unreadable
        head, *rest = _sections(raw)
        if [kind for kind, _ in head] not in (["word"], ["word", "word"]):
            raise _Unreadable
        if len(head) == 2 and head[1][1] != "1":  # a version nobody has written down yet
            raise _Unreadable
        return [found for section in rest if (found := _result(section)) is not None]
    return None


def _no_comment(text: str) -> str:
    """Return a beginning without the comments that stand before its first word."""
    text = text.lstrip()
    while text.startswith("("):
        try:
            text = text[_after_comment(text, 0) :].lstrip()
        except _Unreadable:
            return ""
    return text


Section = list[tuple[str, str]]


def _sections(raw: str) -> list[Section]:
    found: list[Section] = [[]]
    for kind, text in _pieces(raw):
        if kind == ";":
            found.append([])
        else:
            found[-1].append((kind, text))
    return found


def _pieces(raw: str) -> Iterator[tuple[str, str]]:
    """Yield words, quoted strings, "=" and ";"; comments, which may lie in one another, are none.

    A quoted string at the very beginning is a word: a border may write its name so.
    """
    at = 0
    while at < len(raw):
        sign = raw[at]
        if space := _SPACE.match(raw, at):
            at = space.end()
        elif sign == "(":
            at = _after_comment(raw, at)
        elif sign == '"':
            quoted = _QUOTED.match(raw, at)
            if quoted is None:
                raise _Unreadable
            yield "word", re.sub(r"\\(.)", r"\1", quoted.group(1))
            at = quoted.end()
        elif sign in "=;":
            yield sign, sign
            at += 1
        elif word := _WORD.match(raw, at):
            yield "word", word.group()
            at = word.end()
        else:
            raise _Unreadable


def _after_comment(raw: str, at: int) -> int:
    depth = 0
    for piece in _INSIDE_COMMENT.finditer(raw, at):
        if piece.start() != at:
            break
        at = piece.end()
        depth += {"(": 1, ")": -1}.get(piece.group(), 0)
        if depth == 0:
            return at
    raise _Unreadable


def _result(section: Section) -> tuple[str, str, dict[str, str]] | None:
    """Return method, result and properties of one section; None for what is none of ours to read.

    What other methods say may be written as carelessly as borders do; what
    DMARC says must be clear.
    """
    if not section or not section[0][1].lower().startswith("dmarc"):
        return None
    pairs: list[tuple[str, str]] = []
    name, at = "", 0
    while at < len(section):
        kind, text = section[at]
        if kind != "=":
            name += text
            at += 1
            continue
        if not name or at + 1 >= len(section) or section[at + 1][0] != "word":
            raise _Unreadable
        pairs.append((name.lower(), section[at + 1][1]))
        name, at = "", at + 2
    if not pairs:
        raise _Unreadable
    (method, result), properties = pairs[0], pairs[1:]
    once: dict[str, str] = {}
    for key, value in properties:
        if once.setdefault(key, value) != value and key == "header.from":
            raise _Unreadable
    return method.partition("/")[0], result.lower(), once


def _plain(domain: str) -> str:
    """Return a domain as it is compared: its last part of an address, small letters, no end dot."""
    name = domain.strip().rpartition("@")[2].rstrip(".").lower()
    with suppress(UnicodeError):
        return name.encode("idna").decode("ascii") if not name.isascii() else name
    return name
