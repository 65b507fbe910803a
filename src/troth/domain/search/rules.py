"""Understanding what a seeker typed. Never fails: what it cannot read it tells, and goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches

STANDS = (
    "open", "closed", "broken", "held", "untriaged", "undecided", "resolved", "patched", "mine",
    "waiting-on-us", "waiting-on-customer",
)  # fmt: skip
OPERATORS = ("is", "severity", "customer", "from", "assignee", "due")
MOST_TERMS = 24

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DUE = re.compile(r"([<>]?)(\d{1,4})([mhdw])", re.IGNORECASE)
_NUMBER = re.compile(r"(?:#|[a-z][a-z0-9]{0,11}-)?(\d{5,12})", re.IGNORECASE)
_PART = re.compile(
    r"""(?P<minus>-)?(?:(?P<name>[a-z]+):(?!//))?"""
    r"""(?:["“”](?P<quoted>[^"“”]*)(?:["“”]|$)|(?P<plain>[^\s"“”]+))""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase. A word may be only begun: "log" finds "login"."""

    text: str
    begun: bool
    without: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a ticket must be, or must not: an operator and its value."""

    name: str
    value: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When the next promise falls due: within some time from now, or later than that."""

    within: timedelta
    later: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was not understood: an operator's value, or a name that is nearly an operator's."""

    name: str
    said: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a seeker typed, understood as far as it goes."""

    text: str
    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition | Due, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    number: int | None = None  # where a ticket's number is all that was typed

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is left to search for."""
        return not (self.terms or self.conditions)


def understand(text: str, severities: Mapping[str, str]) -> Asked:
    """Return what was asked for; `severities` are the policy's keys and their names."""
    text = " ".join(text.replace("\0", " ").split())[:400]
    terms: list[Term] = []
    conditions: list[Condition | Due] = []
    troubles: list[Trouble] = []
    for minus, name, value, quoted in _parts(text):
        found: Term | Condition | Due | Trouble = Term(
            f"{name}:{value}" if name else value,
            begun=not quoted and _may_be_begun(value),
            without=minus,
        )
        if name in OPERATORS:
            found = _condition(name, value, severities, without=minus)
        elif name and (near := get_close_matches(name, OPERATORS, 1, 0.7)):
            troubles.append(Trouble("operator", name, tuple(near)))
        if isinstance(found, Trouble):
            troubles.append(found)
        elif isinstance(found, Term):
            terms.append(found)
        else:
            conditions.append(found)
    return Asked(
        text,
        tuple(dict.fromkeys(terms))[:MOST_TERMS],
        tuple(dict.fromkeys(conditions))[:MOST_TERMS],
        tuple(dict.fromkeys(troubles)),
        number_in(text),
    )


def number_in(text: str) -> int | None:
    """Return the ticket's number, where it is all that is written: 10427, #10427, IVT-10427."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found and found[1].isascii() else None


def suggestions(
    text: str, severities: Sequence[str], agents: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return (operator begun, whole text with it completed) for the last word of what is typed."""
    head, _, last = text.rpartition(" ")
    name, colon, begun = last.lstrip("-").partition(":")
    if not last or not name.isascii():
        return []
    values = {
        "is": STANDS,
        "severity": severities,
        "due": ("<2h", "<8h", "<1d", ">1d"),
        "assignee": ("me", "nobody", *agents),
    }
    if not colon:
        offered = [f"{one}:" for one in OPERATORS if one.startswith(name.lower())]
    else:
        offered = [
            f"{name}:{_in_quotes(value)}"
            for value in values.get(name.lower(), ())
            if value.lower().startswith(begun.lower()) and value.lower() != begun.lower()
        ]
    minus = "-" if last.startswith("-") else ""
    return [(one, f"{head} {minus}{one}".strip()) for one in offered[:8]]


def _parts(text: str) -> Iterator[tuple[bool, str, str, bool]]:
    for part in _PART.finditer(text):
        quoted = part["quoted"] is not None
        value = (part["quoted"] if quoted else part["plain"]).strip()
        if value.lower().removesuffix(":") in OPERATORS and value.endswith(":"):
            continue  # an operator whose value is still to be typed
        if any(sign.isalnum() for sign in value) or part["name"]:
            yield bool(part["minus"]), (part["name"] or "").lower(), value, quoted


def _may_be_begun(value: str) -> bool:
    # A number is whole, or 502 would find 50234; one or two letters begin too many words.
    last = re.split(r"[\W_]+", value.rstrip(".,;:!?"))[-1]
    return len(last) >= 3 and last.isalpha()


def _condition(
    name: str, value: str, severities: Mapping[str, str], *, without: bool
) -> Condition | Due | Trouble:
    plain = value.lower().strip()
    if name == "is":
        stands = re.sub(r"[\s_]+", "-", plain)
        known = stands in STANDS
        return Condition(name, stands, without) if known else Trouble(name, value, STANDS)
    if name == "severity":
        keys = {key.lower(): key for key in severities}
        keys |= {word.lower(): key for key, word in severities.items()}
        if plain in keys:
            return Condition(name, keys[plain], without)
        return Trouble(name, value, tuple(severities))
    if name == "due":
        return _due(value, without=without)
    return Condition(name, value, without) if plain else Trouble(name, value)


def _due(value: str, *, without: bool) -> Due | Trouble:
    found = _DUE.fullmatch(value.strip())
    if found is None or not found[2].isascii():
        return Trouble("due", value, ("<2h", "<1d", ">1d"))
    within = timedelta(**{_UNITS[found[3].lower()]: int(found[2])})
    return Due(within, later=found[1] == ">", without=without)


def _in_quotes(value: str) -> str:
    return f'"{value}"' if " " in value else value
