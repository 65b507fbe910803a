"""What can happen to a page: the call for a person to take an urgent ticket.

A page is named by the position of its `Paged` entry. An attempt is what the desk
tried, an outcome what became of it, and only `PageTaken` says that a person has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Paged:
    """The person on call is called for. `at` is the moment of the report, or of the key pressed."""

    kind: ClassVar[str] = "paged"
    why: Literal["severity", "call", "held", "asked"]


@dataclass(frozen=True, slots=True)
class PageAttempted:
    """An agent was tried in one way. Says nothing of whether it reached them."""

    kind: ClassVar[str] = "page_attempted"
    page: int
    round: int  # from 1
    layer: str
    agent: int
    way: int  # which of the agent's ways, by id


@dataclass(frozen=True, slots=True)
class PageAnswered:
    """What became of an attempt: its provider took it on, refused it, or was not heard of again.

    `said` are the provider's words, without addresses or numbers of people.
    """

    kind: ClassVar[str] = "page_answered"
    attempt: int
    how: Literal["handed over", "failed", "unknown"]
    said: str | None = None


@dataclass(frozen=True, slots=True)
class PagePassedOver:
    """Nobody could be tried: the layer has nobody on call, or the agent no way to be reached."""

    kind: ClassVar[str] = "page_passed_over"
    page: int
    round: int
    layer: str
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class PageMissed:
    """Every layer was tried and nobody took the page: it is told to all, and begins again."""

    kind: ClassVar[str] = "page_missed"
    page: int
    round: int


@dataclass(frozen=True, slots=True)
class PageTaken:
    """An agent confirmed that they have it; who, and in which way, is the entry's."""

    kind: ClassVar[str] = "page_taken"
    page: int
    agent: int


@dataclass(frozen=True, slots=True)
class PageStoodDown:
    """Nobody needs to come any more: the ticket was closed, or never was that severe."""

    kind: ClassVar[str] = "page_stood_down"
    page: int
    why: Literal["closed", "severity", "declined"]
