"""An edition: a policy as published, able to count what it promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from troth.core.clock import ALWAYS as ALWAYS_OPEN
from troth.core.clock import Hours
from troth.core.clock.trace import Trace, explain_business_days, explain_due
from troth.core.clock.words.durations import BusinessDays, Elapsed, NextBusinessDay
from troth.core.clock.zones import zone_of
from troth.core.policy.document import Policy
from troth.core.policy.frozen import Frozen
from troth.core.policy.target import ALWAYS, Target
from troth.core.policy.terms import under


class UnknownHours(KeyError):  # noqa: N818 (named for what is wrong)
    """The policy names no hours of that key."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"this policy has no hours called {self.name!r}; it has {', '.join(self.known)}"


class BeyondHorizon(ValueError):  # noqa: N818 (named for what is wrong)
    """The count leaves the years whose holidays the edition has frozen."""

    def __init__(self, at: datetime, frozen: Frozen) -> None:
        super().__init__(
            f"{at:%Y-%m-%d} lies outside {frozen.first_year}-{frozen.last_year}, the years whose"
            " holidays this edition holds; publish a newer edition"
        )


def spoken(name: str) -> str:
    """Return what goes before "hours" in a sentence: `business_days` is spoken "business day"."""
    words = name.replace("_", " ").removesuffix(" hours")
    return words.removesuffix("s") if words.endswith("days") else words


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A policy under its key, with the zone rules and holidays it was published with.

    Two editions are equal only when they are the same object, so that an
    edition can key a cache.
    """

    key: str
    policy: Policy
    frozen: Frozen
    _hours: dict[str, Hours] = field(default_factory=dict, init=False, repr=False)
    _terms: dict[tuple[str | None, str | None], "Edition"] = field(
        default_factory=dict, init=False, repr=False
    )

    def terms(self, plan: str | None, region: str | None) -> "Edition":
        """Return the edition as it counts under a plan and in a region; built once.

        Without either, that is the edition itself.

        Raises:
            UnknownTerms: the policy has no such plan or region.
        """
        if plan is None and region is None:
            return self
        if (plan, region) not in self._terms:
            policy = under(self.policy, plan, region)
            self._terms[plan, region] = replace(self, policy=policy)
        return self._terms[plan, region]

    def hours(self, name: str) -> Hours:
        """Return the hours of that name, "always" included; built once.

        Raises:
            UnknownHours: the policy names no such hours.
        """
        if name not in self._hours:
            self._hours[name] = self._build(name)
        return self._hours[name]

    def due(self, start: datetime, target: Target) -> datetime:
        """Return when a promise made at `start` falls due.

        Raises:
            BeyondHorizon: the count leaves the years the edition has frozen.
        """
        return _due(self, start, target)

    def count(self, start: datetime, target: Target) -> datetime:
        """Return what `due` returns, counted anew."""
        hours = self.hours(target.clock)
        self._within_horizon(start, target)
        match target.within:
            case BusinessDays(n):
                due = hours.due_business_days(start, n, end=self._days_end)
            case NextBusinessDay():
                due = hours.due_business_days(start, 1, end="at closing time")
            case Elapsed(length):
                due = hours.due(start, length)
        self._within_horizon(due, target)
        return due

    def explain(self, start: datetime, target: Target) -> Trace:
        """Return how `due` counts: the spans used, the holidays skipped, the instant.

        Raises:
            BeyondHorizon: the count leaves the years the edition has frozen.
        """
        self._within_horizon(self.due(start, target), target)
        hours = self.hours(target.clock)
        match target.within:
            case BusinessDays(n):
                return explain_business_days(start, n, self._days_end, hours)
            case NextBusinessDay():
                return explain_business_days(start, 1, "at closing time", hours)
            case Elapsed(length):
                return explain_due(start, length, hours)

    @property
    def _days_end(self) -> Literal["same time of day", "at closing time"]:
        if self.policy.counting.business_days_end == "at closing time":
            return "at closing time"
        return "same time of day"

    def _within_horizon(self, at: datetime, target: Target) -> None:
        if target.clock == ALWAYS or self.policy.hours[target.clock].holidays is None:
            return
        if not self.frozen.first_year <= at.year <= self.frozen.last_year:
            raise BeyondHorizon(at, self.frozen)

    def _build(self, name: str) -> Hours:
        if name == ALWAYS:
            return ALWAYS_OPEN
        rule = self.policy.hours.get(name)
        if rule is None:
            raise UnknownHours(name, (ALWAYS, *self.policy.hours))
        holidays: Mapping[date, str] = {}
        if rule.holidays is not None:
            # An exception names its date more exactly than a calendar does, so it wins.
            holidays = {
                day: called
                for day, called in self.frozen.holidays[rule.holidays].items()
                if day not in rule.exceptions
            }
        zone = zone_of(self.frozen.zones[rule.zone], rule.zone)
        return Hours(
            zone=zone,
            weekly=rule.weekly,
            holidays=holidays,
            exceptions=rule.exceptions,
            name=spoken(name),
        )


@lru_cache(maxsize=8192)
def _due(edition: Edition, start: datetime, target: Target) -> datetime:
    """Count once: a ticket's past is read again for every bounce and every call typed in late."""
    return edition.count(start, target)
