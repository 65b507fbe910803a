"""Every hostile mail there is."""

from collections.abc import Iterator

from tests.hostile import costs, heads, pages, shapes
from tests.hostile.family import Hostile


def everything() -> Iterator[Hostile]:
    """Yield the mails of every family."""
    for families in (heads, shapes, pages, costs):
        yield from families.families()
