"""Decisions about saved views: values in, values out."""

from collections.abc import Sequence

MOST = 20
"""Views somebody may save: more are no longer seen at a glance."""
NAME = 60


def name_of(said: str) -> str:
    """Return a view's name as it is kept."""
    return " ".join(said.split())[:NAME]


def moved(order: Sequence[int], one: int, by: int) -> list[int]:
    """Return an order with one of it moved towards the front (-1) or the back (1)."""
    rest = [other for other in order if other != one]
    at = min(max(order.index(one) + by, 0), len(rest))
    return [*rest[:at], one, *rest[at:]]
