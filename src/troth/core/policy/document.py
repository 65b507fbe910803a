"""The types of a policy file: what a support manager wrote, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from troth.core.clock.words.days import DayRule, OnWeekend
from troth.core.clock.words.durations import Duration

ALWAYS = "always"  # the hours every policy has without writing them


class UnknownSeverity(KeyError):  # noqa: N818 (named for what is wrong)
    """The policy has no severity of that key."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(key)
        self.key = key
        self.known = known

    def __str__(self) -> str:
        return f"this policy has no severity {self.key!r}; it has {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class Target:
    """A length of time, the hours it counts in, and the dotted key it is written at."""

    within: Duration
    clock: str
    clause: str


@dataclass(frozen=True, slots=True)
class Severity:
    """One rank of trouble: what it means, how soon it is answered, how often there is news.

    `update` is None where the policy promises no regular news.
    """

    key: str
    name: str
    means: str
    examples: tuple[str, ...]
    response: Target
    update: Target | None


@dataclass(frozen=True, slots=True)
class HoursRule:
    """Hours as written: wall-clock spans of one zone, less a holiday calendar.

    `called` is what people call the zone ("Eastern time"). An exception
    replaces its date, holiday or not; an empty one closes it.
    """

    key: str
    zone: str
    called: str
    holidays: str | None
    exceptions: Mapping[date, tuple[tuple[str, str], ...]]
    weekly: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a calendar: what people call it, and the day it falls on."""

    name: str
    falls: DayRule


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A calendar of holidays. `on_weekend` says whether one on a weekend moves."""

    key: str
    days: tuple[Holiday, ...]
    on_weekend: OnWeekend  # a date written out never moves


@dataclass(frozen=True, slots=True)
class Contact:
    """The ways to reach support, as printed. None where the policy gives no such way."""

    phone: str | None
    email: str | None
    portal: str | None


@dataclass(frozen=True, slots=True)
class Counting:
    """How every promise is counted, in words from closed lists."""

    clock_starts: str
    response_is: str
    business_days_end: str


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Who may ask, what must stand behind them, and what happens when it does not."""

    who: str
    needs: tuple[str, ...]
    if_not: str
    decide: Target


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in: the hours it is answered in (or outside of), and for which severities.

    An empty `severities` means any.
    """

    key: str
    clock: str
    outside: bool
    otherwise: str | None
    severities: tuple[str, ...]
    reaches: str | None


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """Who suggests a severity, who assigns it, and which counts when nobody has."""

    suggested_by: str
    assigned_by: str
    default: str


@dataclass(frozen=True, slots=True)
class WaitingRule:
    """A reason for which a ticket may wait. No clock stops while it does."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class CloseReason:
    """A circumstance in which a ticket may close, and what must be known first."""

    key: str
    name: str
    means: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What must have happened before a ticket closes, and the reasons it may close for."""

    after: str
    reasons: Mapping[str, CloseReason]


@dataclass(frozen=True, slots=True)
class Reopening:
    """Who decides what a customer's word on a closed ticket does, and how soon."""

    decided_by: str
    decide: Target


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage that is published and not enforced."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something the written policy leaves unsaid and the file decided, with the reason."""

    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole written policy. Severities stand in order, the most severe first."""

    vendor: str
    product: str
    title: str
    version: str
    effective: date
    ticket_prefix: str
    hours: Mapping[str, HoursRule]
    holidays: Mapping[str, HolidayRule]
    contact: Contact
    counting: Counting
    entitlement: Entitlement
    gathering: tuple[str, ...]
    channels: Mapping[str, Channel]
    severities: tuple[Severity, ...]
    severity_rules: SeverityRules
    waiting: Mapping[str, WaitingRule]
    closing: Closing
    reopening: Reopening
    clauses: tuple[Clause, ...]
    chosen: tuple[Chosen, ...]

    def severity(self, key: str) -> Severity:
        """Return the severity of that key.

        Raises:
            UnknownSeverity: the policy has no such severity.
        """
        for severity in self.severities:
            if severity.key == key:
                return severity
        raise UnknownSeverity(key, tuple(one.key for one in self.severities))

    @property
    def default_severity(self) -> str:
        """Return the key that counts when nobody has suggested or assigned a severity."""
        return self.severity_rules.default

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return every target of the policy, in the order of the file's sections."""
        of_severities = [t for s in self.severities for t in (s.response, s.update) if t]
        return (self.entitlement.decide, *of_severities, self.reopening.decide)
