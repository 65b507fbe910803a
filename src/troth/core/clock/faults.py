"""What a clock refuses, each in words fit for the person who wrote the hours."""


class ClockFault(ValueError):  # noqa: N818 (our faults are named for what is wrong)
    """Something asked of the clock cannot be."""


class UnknownZone(ClockFault):
    """No time zone has this name."""


class ImpossibleTime(ClockFault):
    """A wall time no clock shows, such as 25:00, or a span that is not two of them."""


class ImpossibleDay(ClockFault):
    """A weekday or a date that is not one."""


class OverlappingSpans(ClockFault):
    """Two spans of one date say the same minute twice."""


class HolidayAndException(ClockFault):
    """One date is called a holiday and an exception: nobody can say which holds."""


class NeverOpen(ClockFault):
    """The hours hold no open time, or not as much as was asked for."""


class NaiveInstant(ClockFault):
    """An instant that does not say its zone."""


class OutOfReach(ClockFault):
    """An instant beyond the years this clock counts in."""


class NegativeAllowance(ClockFault):
    """An allowance below nothing."""


class EndBeforeStart(ClockFault):
    """A stretch that ends before it begins."""


class ImpossibleCount(ClockFault):
    """A number of business days that is not a whole number from 1."""


class UnknownEnd(ClockFault):
    """An end of business days that is neither of the two there are."""


class WordsFault(ClockFault):
    """Words the grammar does not know: what was `found`, and what is `allowed` there."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(f"found “{found}”; allowed: {allowed}")
        self.found = found
        self.allowed = allowed
