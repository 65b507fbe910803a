"""What an edition takes along of the world: zone rules and holidays, as they stood.

A package upgrade may change either. A promise counts with what is frozen here.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from troth.core.clock.words.days import OneDate, moved
from troth.core.policy.document import HolidayRule, Policy


class FrozenJSON(TypedDict):
    """The JSON form: zone rules in base64, dates as ISO text."""

    zones: dict[str, str]
    holidays: dict[str, dict[str, str]]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """Zone rules (TZif bytes) by zone, holidays by calendar, and the years those cover."""

    zones: Mapping[str, bytes]
    holidays: Mapping[str, Mapping[date, str]]
    first_year: int
    last_year: int

    def to_json(self) -> FrozenJSON:
        """Return values `json` can write, in an order that never varies."""
        return {
            "zones": {key: b64encode(self.zones[key]).decode() for key in sorted(self.zones)},
            "holidays": {
                calendar: {day.isoformat(): names[day] for day in sorted(names)}
                for calendar, names in sorted(self.holidays.items())
            },
            "first_year": self.first_year,
            "last_year": self.last_year,
        }

    @classmethod
    def from_json(cls, stored: FrozenJSON) -> "Frozen":
        """Return the value that `to_json` wrote."""
        return cls(
            zones={key: b64decode(text) for key, text in stored["zones"].items()},
            holidays={
                calendar: {date.fromisoformat(day): name for day, name in names.items()}
                for calendar, names in stored["holidays"].items()
            },
            first_year=stored["first_year"],
            last_year=stored["last_year"],
        )


def freeze(policy: Policy, zone_bytes: Mapping[str, bytes], years: range) -> Frozen:
    """Take the zone rules and holidays that `policy` needs for `years` out of the world.

    Raises:
        KeyError: `zone_bytes` lacks a zone that some hours name.
    """
    return Frozen(
        zones={rule.zone: zone_bytes[rule.zone] for rule in policy.hours.values()},
        holidays={key: holidays_in(rule, years) for key, rule in policy.holidays.items()},
        first_year=years[0],
        last_year=years[-1],
    )


def holidays_in(rule: HolidayRule, years: range) -> dict[date, str]:
    """Return every day off of a calendar within `years`, by date, with its name.

    Under "nearest weekday" a holiday on a Saturday is taken on the Friday
    before and one on a Sunday on the Monday after, across a new year too. Two
    holidays on one day are both named.
    """
    found: dict[date, str] = {}
    # A year's first holiday may be taken on the last day of the year before.
    for year in range(years[0] - 1, years[-1] + 2):
        for holiday in rule.days:
            day = holiday.falls.in_year(year)
            if day is None:
                continue
            taken = day if isinstance(holiday.falls, OneDate) else moved(day, rule.on_weekend)
            name = holiday.name if taken == day else f"{holiday.name} (observed)"
            if taken.year in years:
                found[taken] = f"{found[taken]} and {name}" if taken in found else name
    return dict(sorted(found.items()))
