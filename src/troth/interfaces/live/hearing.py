"""Whether this process hears what others tell; asked by /health, in another thread."""

from time import monotonic

PATIENCE = 5.0  # seconds: a database that was restarted is listened to again by then


class Hearing:
    """Since when nothing is heard, if so. A process that has no streams lacks nothing."""

    def __init__(self) -> None:
        self._away_since: float | None = None

    def away(self) -> None:
        """Note that nothing is heard; the first time counts."""
        if self._away_since is None:
            self._away_since = monotonic()

    def back(self) -> None:
        """Note that others are heard again."""
        self._away_since = None

    def fault(self) -> str:
        """Return what is wrong; empty when nothing is."""
        silent = monotonic() - self._away_since if self._away_since is not None else 0.0
        return "" if silent < PATIENCE else f"has not listened to the database for {silent:.0f} s"


HEARING = Hearing()
