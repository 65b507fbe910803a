"""Plans and regions: what a contract may choose, each writing only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from troth.core.policy.target import Promised

Measure = Literal["response", "update"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One level of support, whole: what it takes over from the plan it is based on included.

    `severities` are those it offers, `default` the one that counts while none is
    known. `promises` and `hours` are what differs from the policy: targets by
    severity and measure, and the hours that count instead of those named.
    """

    key: str
    name: str
    based_on: str | None
    severities: tuple[str, ...]
    default: str
    hours: Mapping[str, str]
    promises: Mapping[tuple[str, Measure], Promised]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world that is served in hours of its own, instead of those named."""

    key: str
    name: str
    hours: Mapping[str, str]
