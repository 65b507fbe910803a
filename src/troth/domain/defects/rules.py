"""Decisions about defects and patches: values in, values out."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from troth.core.promises.standing import Standing
from troth.domain.refusal import Refused

REF = "DEF"
NAMES = ("customer name", "company", "number", "subject", "severity", "product", "agent")
"""What a message to many may name: {{customer name}}, {{number}} …"""
LONGEST = 20_000
_REF = re.compile(rf"(?:{REF}-)?([1-9]\d{{0,17}})", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+~-]{0,59}")


def numbers(text: str) -> list[int]:
    """Return the defects that a text names, such as "DEF-12, def-15 16", each once.

    Raises:
        Refused: it names something that is no defect's number.
    """
    found = []
    for word in text.replace(",", " ").split():
        one = number(word)
        if one is None:
            raise Refused(f"{word[:40]!r} is no defect's number. Write it as {REF}-12.")
        found.append(one)
    return list(dict.fromkeys(found))


def number(word: str) -> int | None:
    """Return the number that "DEF-12", "def-12" or "12" names; None for anything else."""
    match = _REF.fullmatch(word)
    return int(match[1]) if match else None


def version(said: str) -> str:
    """Return a patch's version as it is kept.

    Raises:
        Refused: it is none, or has signs that no version has.
    """
    if not _VERSION.fullmatch(said.strip()):
        raise Refused(
            "Give the version as it is released, such as 4.2.1: letters, digits and . _ + ~ -"
        )
    return said.strip()


def released(said: str, today: date) -> date:
    """Return the day a patch was released: as it is said, or else today.

    Raises:
        Refused: it is no day, or one that lies ahead.
    """
    try:
        found = date.fromisoformat(said.strip()) if said.strip() else today
    except ValueError:
        raise Refused("Give the day of release as in 2026-03-27.") from None
    if found > today + timedelta(days=1):  # it may be tomorrow where the pipeline is
        raise Refused("A patch is announced when it is released, and this day lies ahead.")
    return found


def why_not(now: Standing, to: str, *, published: bool) -> str:
    """Return why a ticket's customer is not written to; '' where they are."""
    if now.held:
        return "held"
    if now.closed_at is not None:
        return "closed"
    return "" if to or published else "no address"


def named(text: str, names: Iterable[str]) -> list[str]:
    """Return those names that a text names, as whole words, however they are capitalised.

    A name of fewer than three signs is no name that could be told from a word.
    """
    words = _words(text)
    found = (name for name in names if len(name.strip()) > 2)
    return list(dict.fromkeys(one.strip() for one in found if f" {_words(one).strip()} " in words))


def _words(text: str) -> str:
    return " ".join(["", *_WORD.findall(text.casefold()), ""])
