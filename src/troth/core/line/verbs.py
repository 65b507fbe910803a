"""What a line can do in a call, and what a step leaves behind. Any provider can be told these."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Step = Literal[
    "contract", "urgent", "urgent contract", "description", "message", "agents", "bridge"
]
"""Where a caller is: what was asked last, or who is being rung."""
Effect = Literal["", "page", "ticket"]
"""A step's mark on the desk: a page goes out, or what was said becomes a ticket."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak some words."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Speak, and wait for keys: one, or as many as end with the hash key. Silence is an answer."""

    step: Step
    text: str
    one_key: bool = False
    patience: timedelta = timedelta(seconds=8)


@dataclass(frozen=True, slots=True)
class Record:
    """Record the caller until they hang up, press a key, or fall silent."""

    step: Step
    longest: timedelta = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring people at once, and join the caller to whoever answers first and says that they will."""

    step: Step
    patience: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Leave:
    """End the call."""


Verb = Say | Ask | Record | Ring | Leave


@dataclass(frozen=True, slots=True)
class Turn:
    """What the line does next, and what the step before it left behind."""

    verbs: tuple[Verb, ...]
    effect: Effect = ""
