"""Showing where a text says what was searched for: plain pieces, never markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from troth.domain.search.rules import Term

LONG = 220
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is what was searched for."""

    text: str
    hit: bool


def pieces(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return a whole text in pieces."""
    made: list[Piece] = []
    at = 0
    for begin, end in _hits(text, terms):
        if begin > at:
            made.append(Piece(text[at:begin], hit=False))
        made.append(Piece(text[begin:end], hit=True))
        at = end
    if at < len(text):
        made.append(Piece(text[at:], hit=False))
    return made


def excerpt(text: str, terms: Sequence[Term], long: int = LONG) -> list[Piece]:
    """Return the passage around the first hit, or the beginning where there is none."""
    text = " ".join(text.split())
    hits = _hits(text, terms)
    begin = max(0, hits[0][0] - long // 3) if hits else 0
    if begin:
        begin = text.find(" ", begin, hits[0][0]) + 1 or begin
    end = begin + long
    if end < len(text):
        end = max(text.rfind(" ", begin + long // 2, end), begin + long // 2)
    passage = ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
    return pieces(passage, terms)


def weight(text: str, terms: Sequence[Term]) -> int:
    """Return how many of the terms a text says."""
    folded = _folded(text)[0]
    return sum(bool(pattern.search(folded)) for pattern in _patterns(terms))


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where the terms stand, in order, none inside another."""
    folded, places = _folded(text)
    found = sorted(
        (places[one.start()], places[one.end() - 1] + 1)
        for pattern in _patterns(terms)
        for one in pattern.finditer(folded)
    )
    apart: list[tuple[int, int]] = []
    for begin, end in found:
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def _patterns(terms: Sequence[Term]) -> list[re.Pattern[str]]:
    patterns = []
    for term in terms:
        parts = [re.escape(part) for part in re.split(r"[\W_]+", _folded(term.text)[0]) if part]
        if parts and not term.without:
            ending = r"[^\W_]*" if term.begun else r"(?![^\W_])"
            patterns.append(re.compile(r"(?<![^\W_])" + r"[\W_]+".join(parts) + ending))
    return patterns


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without case and accents, and for each of its letters where it stood."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        lowered = sign.lower()
        plain = _LETTERS.get(lowered) or unicodedata.normalize("NFKD", lowered)
        for letter in plain:
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places
