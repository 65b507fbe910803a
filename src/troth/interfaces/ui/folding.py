"""Folding: which passages of a mail repeat what was said before, or only sign it.

Nothing is taken away: a text is cut into passages, which joined again are the
text. Where it is not certain that a passage is only a repetition, it is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from troth.interfaces.ui.mail_words import (
    DATE,
    FORWARDED,
    FROM,
    ORIGINAL,
    POINTS_BELOW,
    SENT_WITH,
    SUBJECT,
    TO,
    WROTE,
)

Kind = Literal["said", "quoted", "signature"]
LONG_QUOTE = 5
"""A quote before the reply is folded beyond so many lines; below, it is what is replied to."""
LONG_SIGNATURE = 10
_WIDEST = 300  # an attribution wraps, and is no paragraph
_DATED = re.compile(r"\d{4}|\d:\d\d|@|\d[./-]\d")
_RULE = re.compile(r"\s*[_-]{8,}\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of a text, and what they are."""

    kind: Kind
    text: str


def fold(text: str) -> tuple[Passage, ...]:
    """Cut a mail's text into what is said, its signature, and what is quoted.

    A quote is folded where it ends the text, or where a long one opens it.
    Replies between quoted lines are never folded, nor is a forwarded message,
    nor a quote that the writer points into ("see below"). A mail that says
    nothing of its own stays whole.
    """
    lines = text.splitlines(keepends=True)
    above, end = _opening_quote(lines)
    if not end:
        above, end = 0, _end_of_said(lines)
    signed = _signature(lines[above:end]) + above if above < end else end
    cuts: list[tuple[Kind, int, int]] = [
        ("quoted", 0, above),
        ("said", above, signed),
        ("signature", signed, end),
        ("quoted", end, len(lines)),
    ]
    if not _said_something(lines[above:signed]):
        return (Passage("said", text),)
    return tuple(
        Passage(kind, "".join(lines[start:stop])) for kind, start, stop in cuts if start < stop
    )


def _end_of_said(lines: list[str]) -> int:
    """Return where the quote begins that ends the text; its length where none does."""
    for at, line in enumerate(lines):
        if FORWARDED.match(line):
            return len(lines)
        start = _header(lines, at)
        if start is not None:
            pointing = POINTS_BELOW.search("".join(lines[:at])) if not _marked(lines, at) else None
            return len(lines) if _answered(lines[at:]) or pointing else _with_rule(lines, start)
        if _is_quoted(line):
            return len(lines) if _answered(lines[at:]) else at
    return len(lines)


def _opening_quote(lines: list[str]) -> tuple[int, int]:
    """Return where a long quote that opens the text stops, and where the text ends; else zeros."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    length = _attribution(lines, start)
    at = start + length
    while length and at < len(lines) and (_is_quoted(lines[at]) or not lines[at].strip()):
        at += 1
    quoted = sum(_is_quoted(line) for line in lines[start:at])
    if quoted <= LONG_QUOTE or any(_is_quoted(line) for line in lines[at:]):
        return 0, 0
    return at, len(lines)


def _header(lines: list[str], at: int) -> int | None:
    """Return `at` where a line begins what mail programs put above a quote, else None."""
    line = lines[at]
    if ORIGINAL.fullmatch(line.strip()) or _attribution(lines, at) or _is_block(lines, at):
        return at
    return None


def _attribution(lines: list[str], at: int) -> int:
    """Return over how many lines "On Monday, Ines wrote:" goes; 0 where there is none."""
    if at >= len(lines) or _is_quoted(lines[at]) or not lines[at].strip():
        return 0
    told = ""
    for count, line in enumerate(lines[at : at + 3], start=1):
        told = f"{told} {line.strip()}".strip()
        if not line.strip() or len(told) > _WIDEST:
            return 0
        if told.endswith((":", "：")):
            return count if WROTE.search(told) and _DATED.search(told) else 0
    return 0


def _is_block(lines: list[str], at: int) -> bool:
    """Say whether a block of "From: … Sent: … Subject: …" begins here."""
    if not FROM.match(lines[at]):
        return False
    below = lines[at + 1 : at + 7]
    return any(DATE.match(line) for line in below) and any(
        TO.match(line) or SUBJECT.match(line) for line in below
    )


def _with_rule(lines: list[str], at: int) -> int:
    """Return where a quote begins, with the rule and the blank lines that stand above it."""
    above = at
    while above and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above and _RULE.fullmatch(lines[above - 1]) else at


def _marked(lines: list[str], at: int) -> bool:
    """Say whether the quote under a header carries ">" marks."""
    return any(_is_quoted(line) for line in lines[at : at + 6])


def _answered(lines: list[str]) -> bool:
    """Say whether something is said between or after quoted lines."""
    quoted = [at for at, line in enumerate(lines) if _is_quoted(line)]
    if not quoted:
        return False
    after = quoted[0] + 1
    said = [line for line in lines[after:] if line.strip() and not _is_quoted(line)]
    return any(_replies(line) for line in said)


def _replies(line: str) -> bool:
    """Say whether a line beside quoted ones is a reply, and not a wrapped or a program's line."""
    return not (SENT_WITH.match(line) or _RULE.fullmatch(line) or ORIGINAL.fullmatch(line.strip()))


def _signature(lines: list[str]) -> int:
    """Return where the signature begins; the number of lines where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].rstrip("\r\n") in ("-- ", "--"):
            below = [line for line in lines[at + 1 :] if line.strip()]
            return at if 0 < len(below) <= LONG_SIGNATURE else len(lines)
    last = next((at for at in _backwards(lines) if lines[at].strip()), None)
    if last is not None and SENT_WITH.match(lines[last]):
        return last
    return len(lines)


def _backwards(lines: list[str]) -> Iterator[int]:
    return iter(range(len(lines) - 1, -1, -1))


def _is_quoted(line: str) -> bool:
    return line.lstrip(" ").startswith(">")


def _said_something(lines: list[str]) -> bool:
    return any(line.strip() and not _is_quoted(line) for line in lines)
