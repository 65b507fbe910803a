"""The index of open time: every opening within a horizon, and the open time before each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock

from troth.core.clock.faults import OutOfReach
from troth.core.clock.instants import FIRST_YEAR, LAST_YEAR, instant
from troth.core.clock.timetable import Timetable
from troth.core.clock.zones import year_start


@dataclass(frozen=True, slots=True)
class Index:
    """Open spans in [since, until), merged and in order. Never changed once made.

    The first span is empty and stands at `since`, so that every instant of the horizon has a
    span that opens at or before it. `before[i]` is the open time from `since` to `opens[i]`;
    its last item is all there is.
    """

    since: datetime
    until: datetime
    opens: list[datetime]
    closes: list[datetime]
    before: list[timedelta]
    dates: list[int]  # day numbers on which anything opens


class Openings:
    """The index of one timetable, grown year by year as questions need it.

    Growing makes a new `Index` and puts it in place in one step, one thread at a time, and the
    horizon never shrinks: threads may share it.
    """

    __slots__ = ("_growing", "_spans", "index", "timetable")

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self._growing = Lock()
        self._spans: dict[int, tuple[list[tuple[int, int]], list[int]]] = {}
        nothing = instant(0)
        self.index = Index(nothing, nothing, [nothing], [nothing], [timedelta(0)] * 2, [])

    def covering(self, at: datetime) -> Index:
        """Return an index whose horizon holds `at`.

        Raises:
            OutOfReach: `at` is before 1900 or after 2199.
        """
        index = self.index
        if index.since <= at < index.until:
            return index
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise OutOfReach(f"{at.year} is outside {FIRST_YEAR} to {LAST_YEAR}, the years counted")
        if index.since == index.until:
            return self._grown(at.year, at.year + 1)
        first, last = index.since.year, index.until.year - 1
        # Growing by as much as there is keeps the cost of a far question in step with its answer.
        length = last - first + 1
        if at < index.since:
            return self._grown(min(at.year, first - length), last)
        return self._grown(first, max(at.year, last + length))

    def later(self) -> Index | None:
        """Return an index with a later horizon, or None when the last year is reached."""
        last = self.index.until.year - 1
        if last >= LAST_YEAR:
            return None
        return self._grown(self.index.since.year, 2 * last - self.index.since.year + 1)

    def _grown(self, first: int, last: int) -> Index:
        first, last = max(first, FIRST_YEAR), min(last, LAST_YEAR)
        with self._growing:
            index = self.index
            if index.since < index.until:
                first, last = min(first, index.since.year), max(last, index.until.year - 1)
            self.index = self._built(first, last)
            return self.index

    def _built(self, first: int, last: int) -> Index:
        merged: list[tuple[int, int]] = []
        dates: set[int] = set()
        for year in range(first, last + 1):
            spans, days = self._year(year)
            dates.update(days)
            if merged and spans and merged[-1][1] == spans[0][0]:
                merged[-1] = (merged[-1][0], spans[0][1])
                spans = spans[1:]
            merged.extend(spans)

        since, until = instant(year_start(first)), instant(year_start(last + 1))
        opens, closes, before = [since], [since], [timedelta(0)] * 2
        for start, end in merged:
            opens.append(instant(start))
            closes.append(instant(end))
            before.append(before[-1] + timedelta(microseconds=end - start))
        return Index(since, until, opens, closes, before, sorted(dates))

    def _year(self, year: int) -> tuple[list[tuple[int, int]], list[int]]:
        known = self._spans.get(year)
        if known is None:
            spans: list[tuple[int, int]] = []
            days = set()
            for day, opens, closes, _ in self.timetable.pieces(
                year_start(year), year_start(year + 1)
            ):
                days.add(day)
                if spans and spans[-1][1] == opens:
                    spans[-1] = (spans[-1][0], closes)
                else:
                    spans.append((opens, closes))
            known = self._spans[year] = (spans, sorted(days))
        return known


@lru_cache(maxsize=256)
def openings_of(timetable: Timetable) -> Openings:
    """Return the shared index of a timetable: equal timetables have one."""
    return Openings(timetable)
