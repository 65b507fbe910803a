"""The clock: what business hours are, and how time is counted inside them. Pure.

Words that live here: hours, span, holiday, exception, opening, allowance, due, elapsed,
business day, trace. Which hours a promise counts in is written next door, in `policy`.
"""

from troth.core.clock.hours import ALWAYS, Hours

__all__ = ["ALWAYS", "Hours"]
