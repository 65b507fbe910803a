"""The JSON form of facts, for the ledger. Every form ever written stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args

from troth.core.facts.kinds import Kind

VERSION = 1
"""The newest form. A change of form raises it and teaches `read` the older one."""

type_of: dict[str, type[Kind]] = {kind.kind: kind for kind in get_args(Kind)}
INSTANTS = {"due_at", "leaves_at", "until", "needed_at", "counted_from"}
LISTS = {"mentions", "defects", "carried", "messages"}
_NAMES = {kind.kind: tuple(field.name for field in fields(kind)) for kind in get_args(Kind)}


class UnknownFactError(ValueError):
    """The ledger holds a kind or form that this release cannot read."""


def write(fact: Kind) -> dict[str, Any]:
    """Return the fact as JSON values; empty fields are left out, instants are UTC text."""
    return {
        name: instant_text(value) if isinstance(value, datetime) else value
        for name in _NAMES[fact.kind]
        if (value := getattr(fact, name)) is not None
    }


def read(kind: str, version: int, values: Mapping[str, Any]) -> Kind:
    """Return the fact that `write` wrote.

    Raises:
        UnknownFactError: no such kind, a newer form, or fields that do not fit.
    """
    if version != VERSION or kind not in type_of:
        raise UnknownFactError(f"a fact of kind {kind!r} in form {version} is not known here")
    try:
        return type_of[kind](**_typed(kind, values))
    except (TypeError, ValueError) as error:
        raise UnknownFactError(f"a fact of kind {kind!r} does not read: {error}") from error


def instant_text(at: datetime) -> str:
    """Return an instant as the ledger spells it: UTC, microseconds, "Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _typed(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the fact holds them: JSON has neither instants nor tuples."""
    names = _NAMES[kind]
    typed = dict(values)
    for name in typed.keys() & INSTANTS.intersection(names):
        typed[name] = datetime.fromisoformat(typed[name])
    for name in typed.keys() & LISTS.intersection(names):
        typed[name] = tuple(typed[name])
    return typed
