"""Why then? Every due time explained, from the policy's clause to the hours counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from troth.core.clock.telling import wall
from troth.core.clock.trace import Trace
from troth.core.clock.words.durations import Elapsed
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Pause, Promise


@dataclass(frozen=True, slots=True)
class Why:
    """How a due time was counted, and in which stretches nothing was."""

    counted: Trace
    promise: Promise

    def lines(self) -> list[str]:
        """Tell it in plain English, line by line, in the zone of the promise's hours."""
        told = self.counted.lines()
        stops = [one for one in self.promise.pauses if one.begins_at >= self.promise.counted_from]
        if not stops:
            return told
        *counted, due = told
        told = [*counted, f"Without a pause: {due[:1].lower()}{due[1:]}"]
        for stop in stops:
            told.append(self._stop(stop))
        zone = self.counted.hours.zone
        if self.promise.paused_at is None:
            return [*told, f"Due {wall(self.promise.due_at, zone)}."]
        return [*told, "When it is due is known once it goes on."]

    def _stop(self, stop: Pause) -> str:
        zone = self.counted.hours.zone
        left = f"with {_length(stop.left)} of {self.counted.hours.name} hours left"
        if self.counted.hours.timetable.never_closes:
            left = f"with {_length(stop.left)} left"
        begun = f"Stood still from {wall(stop.begins_at, zone)}"
        if stop.ends_at is None:
            return f"{begun} on, {left}."
        return f"{begun} to {wall(stop.ends_at, zone)}, {left}."


def why(promise: Promise, edition: Edition) -> Why:
    """Return how the due time was counted, from the fact that set it to the instant itself."""
    return Why(edition.explain(promise.counted_from, promise.target), promise)


def _length(left: timedelta) -> str:
    return Elapsed(timedelta(seconds=left // timedelta(seconds=1))).words()
