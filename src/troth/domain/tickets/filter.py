"""Narrowing the queue: what an address may ask for, read and written. Values in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta

STATES = ("untriaged", "held", "broken", "undecided", "resolved", "patched")
CHANNELS = ("web", "mail", "phone")
SPOKE_LAST = ("customer", "us")
MOST_VALUES = 20
"""Values an address may ask for under one name; more is no person's wish."""
_LENGTH = re.compile(r"([1-9]\d{0,2})(m|h|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_ID = re.compile(r"[1-9]\d{0,17}")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a queue is narrowed to: all of the names given, any of a name's values."""

    severity: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()  # ids
    assignee: tuple[str, ...] = ()  # "me", "nobody", ids
    team: tuple[str, ...] = ()  # "mine", "none", ids
    channel: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    last: tuple[str, ...] = ()  # whose word was the last
    due: tuple[str, ...] = ()  # one length: "30m", "2h", "3d"

    def pairs(self) -> list[Pair]:
        """Return it as an address spells it, always in the same order."""
        return [(name, value) for name in NAMES for value in sorted(getattr(self, name))]

    def without(self, name: str, value: str) -> Filter:
        """Return it with one value less."""
        kept = tuple(one for one in getattr(self, name) if one != value)
        return replace(self, **{name: kept})

    def ids(self, name: str) -> list[int]:
        """Return the ids among a name's values."""
        return [int(value) for value in getattr(self, name) if _ID.fullmatch(value)]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Filter))
ANYTHING = Filter()


def read(asked: Iterable[Pair], severities: Iterable[str]) -> tuple[Filter, list[Pair]]:
    """Return what an address asks for, and what it asks for that there is not.

    Names that narrow nothing are other people's and are passed over; empty
    values are what a form sends for a choice that was not made.
    """
    known: Mapping[str, frozenset[str]] = {
        "severity": frozenset(severities),
        "customer": frozenset(),
        "assignee": frozenset({"me", "nobody"}),
        "team": frozenset({"mine", "none"}),
        "channel": frozenset(CHANNELS),
        "state": frozenset(STATES),
        "last": frozenset(SPOKE_LAST),
        "due": frozenset(),
    }
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    strange: list[Pair] = []
    for name, value in asked:
        if name not in known or not value or value in found[name]:
            continue
        fits = value in known[name] or _is_open_value(name, value)
        if fits and len(found[name]) < (1 if name == "due" else MOST_VALUES):
            found[name].append(value)
        else:
            strange.append((name, value))
    return Filter(**{name: tuple(values) for name, values in found.items()}), strange


def length(due: str) -> timedelta:
    """Return the length that "30m", "2h" or "3d" spells."""
    found = _LENGTH.fullmatch(due)
    if found is None:
        raise ValueError(f"{due!r} is no length of time")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _is_open_value(name: str, value: str) -> bool:
    if name == "due":
        return _LENGTH.fullmatch(value) is not None
    return name in ("customer", "assignee", "team") and _ID.fullmatch(value) is not None
