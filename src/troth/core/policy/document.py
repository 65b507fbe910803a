"""The types of a policy file: what a support manager wrote, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from troth.core.clock.words.days import DayRule, OnWeekend
from troth.core.policy.plan import Measure, Plan, Region
from troth.core.policy.target import Promised, Target
from troth.core.policy.waiting import NoAnswer, WaitingRule

PERSON_ON_CALL = "person on call"  # whom a channel for urgent care reaches
NO_ANSWER = "no_answer"  # the reason of a closing after silence
NOT_PRODUCTION = "not production"  # the circumstance of a cap


class UnknownSeverity(KeyError):  # noqa: N818 (named for what is wrong)
    """The policy has no severity of that key."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(key)
        self.key = key
        self.known = known

    def __str__(self) -> str:
        return f"this policy has no severity {self.key!r}; it has {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class Severity:
    """One rank of trouble: what it means, how soon it is answered, how often there is news.

    `update` is None where the policy says nothing of regular news.
    """

    key: str
    name: str
    means: str
    examples: tuple[str, ...]
    response: Promised
    update: Promised | None

    def says(self, measure: Measure) -> Promised | None:
        """Return what it says of a response or an update."""
        return self.response if measure == "response" else self.update


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
    notice: str = "what is missing"  # what the sender of a held report is told


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in: the hours it is answered in (or outside of), and for which severities.

    An empty `severities` means any. A channel that reaches the person on call may
    be raised by a report that came another way, while it is answered.
    """

    key: str
    clock: str
    outside: bool
    otherwise: str | None
    severities: tuple[str, ...]
    reaches: str | None
    raised_by: tuple[str, ...] = ()  # keys of other channels

    def answers(self, severity: str) -> bool:
        """Say whether it is there for a severity."""
        return not self.severities or severity in self.severities


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest severity that a trouble may have in a circumstance."""

    when: str
    highest: str


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """Who suggests a severity, who assigns it, which counts when nobody has, and what caps it."""

    suggested_by: str
    assigned_by: str
    default: str
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class CloseReason:
    """A circumstance in which a ticket may close, and what must be known first."""

    key: str
    name: str
    means: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What must have happened before a ticket closes, and the reasons it may close for.

    `no_answer` is None where silence closes nothing.
    """

    after: str
    reasons: Mapping[str, CloseReason]
    no_answer: NoAnswer | None = None

    def called(self, reason: str) -> str:
        """Return what a reason is called; its key where only an older policy has it."""
        if reason == NO_ANSWER and self.no_answer is not None:
            return self.no_answer.name
        return self.reasons[reason].name if reason in self.reasons else reason


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
    """A whole written policy. Severities stand in order, the most severe first.

    Read under a plan (`terms.under`), `severities` are those it offers, and
    `not_offered` the others, which a ticket may have had before.
    """

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
    plans: Mapping[str, Plan]
    regions: Mapping[str, Region]
    region_chosen_by: str | None
    not_offered: tuple[Severity, ...] = ()

    def severity(self, key: str) -> Severity:
        """Return the severity of that key, offered or not.

        Raises:
            UnknownSeverity: the policy has no such severity.
        """
        for severity in (*self.severities, *self.not_offered):
            if severity.key == key:
                return severity
        raise UnknownSeverity(key, tuple(one.key for one in self.severities))

    def severity_name(self, key: str) -> str:
        """Return what a severity is called; its key where only an older policy has it."""
        known = {one.key: one.name for one in (*self.severities, *self.not_offered)}
        return known.get(key, key)

    @property
    def default_severity(self) -> str:
        """Return the key that counts when nobody has suggested or assigned a severity."""
        return self.severity_rules.default

    def known(self, severity: str | None) -> str:
        """Return that severity where the policy has it, else the default."""
        keys = [one.key for one in self.severities]
        return severity if severity and severity in keys else self.default_severity

    def open_to(self, *, production: bool | None) -> tuple[Severity, ...]:
        """Return the severities a trouble may have. None: nobody has said where it is."""
        allowed = self.severities
        for cap in self.severity_rules.caps:
            if cap.when == NOT_PRODUCTION and production is False:
                keys = [one.key for one in allowed]
                allowed = allowed[keys.index(cap.highest) :] if cap.highest in keys else allowed
        return allowed

    def capped(self, severity: str | None, *, production: bool | None) -> str:
        """Return that severity, or the highest a trouble may have where it is graver."""
        allowed, key = self.open_to(production=production), self.known(severity)
        return key if key in [one.key for one in allowed] else allowed[0].key

    @property
    def urgent_channels(self) -> tuple[Channel, ...]:
        """Return the channels that reach the person on call."""
        return tuple(one for one in self.channels.values() if one.reaches == PERSON_ON_CALL)

    def is_urgent(self, severity: str) -> bool:
        """Say whether a trouble of that severity is one for the person on call."""
        return any(one.answers(severity) for one in self.urgent_channels)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return every target of the policy, in the order of the file's sections."""
        of_severities = [said for one in self.severities for said in (one.response, one.update)]
        of_plans = [said for plan in self.plans.values() for said in plan.promises.values()]
        silence = self.closing.no_answer
        of_silence = (*silence.reminders, silence.after) if silence else ()
        promised = (*of_severities, self.reopening.decide, *of_plans, *of_silence)
        return (self.entitlement.decide, *(one for one in promised if isinstance(one, Target)))

    @property
    def clocks(self) -> frozenset[str]:
        """Return the names of the hours that anything is counted in."""
        instead = [
            *(plan.hours for plan in self.plans.values()),
            *(region.hours for region in self.regions.values()),
        ]
        named = [name for one in instead for name in one.values()]
        return frozenset([*(target.clock for target in self.targets), *named])
