"""Telling other processes which tickets have changed: numbers and positions, nothing else.

The word goes out in the transaction that makes the change, so it is heard
exactly when the change can be seen, and never for one that was rolled back.
"""

from collections.abc import Mapping

CHANNEL = "troth_changed"
MANY = "many"
MOST_BYTES = 7_900  # PostgreSQL refuses what reaches 8,000


def words(changed: Mapping[int, int]) -> str:
    """Return what to tell of tickets and their newest positions: "10004:17 10005:3", or "many"."""
    text = " ".join(f"{number}:{position}" for number, position in changed.items())
    return text if len(text) <= MOST_BYTES else MANY


def read(text: str) -> dict[int, int] | None:
    """Return the tickets and positions that were told of; None: too many to name, or not known."""
    try:
        pairs = [word.partition(":")[::2] for word in text.split()]
        return {int(number): int(position) for number, position in pairs}
    except ValueError:
        return None
