"""What a published page is made of, before anything says how it looks."""

from dataclasses import dataclass
from typing import Literal

Standing = Literal["enforced", "published"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order does not matter."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row names it.

    `compares` says that its columns are things to choose between: where they do
    not fit beside each other they are read one below the other.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    compares: bool = False

    @property
    def named(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Return the rows with the heading of its column beside each cell."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.rows)


Block = Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its anchor, what stands under it, and whether the desk enforces it."""

    anchor: str
    title: str
    standing: Standing
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A whole policy as published. `effective` is a date in words."""

    vendor: str
    product: str
    title: str
    version: str
    effective: str
    edition: str
    sections: tuple[Section, ...]
