"""What may be promised: a length of time and the hours it counts in, or in words that it is not."""

from dataclasses import dataclass

from troth.core.clock.words.durations import BusinessDays, Duration, NextBusinessDay

ALWAYS = "always"  # the hours every policy has without writing them


@dataclass(frozen=True, slots=True)
class Target:
    """A length of time, the hours it counts in, and the dotted key it is written at."""

    within: Duration
    clock: str
    clause: str

    @property
    def in_business_days(self) -> bool:
        """Say whether it is counted in dates, and so in hours that close."""
        return isinstance(self.within, BusinessDays | NextBusinessDay)


@dataclass(frozen=True, slots=True)
class Unpromised:
    """What stands where a target could: "best effort" or "not offered". Nothing falls due."""

    said: str
    clause: str


Promised = Target | Unpromised
