"""A page as plain text, for a terminal or a file."""

from collections.abc import Iterator
from textwrap import fill

from troth.core.policy.prose.model import Block, Bullets, Page, Paragraph, Section, Table

WIDTH = 80
UNDERLINES = "=-~"


def plain(page: Page, width: int = WIDTH) -> str:
    """Return the page as text no wider than `width`, as far as its words allow."""
    heads = [
        page.title,
        page.product,
        f"Version {page.version}, in force from {page.effective}",
    ]
    lines = ["\n".join(heads), *(text for one in page.sections for text in _section(one, 0, width))]
    return "\n\n".join(lines) + "\n"


def _section(section: Section, depth: int, width: int) -> Iterator[str]:
    title = section.title
    if section.standing == "published" and depth == 0:
        title += " (published, not enforced)"
    yield f"{title}\n{UNDERLINES[min(depth, len(UNDERLINES) - 1)] * len(title)}"
    for block in section.blocks:
        yield _block(block, width)
    for inner in section.sections:
        yield from _section(inner, depth + 1, width)


def _block(block: Block, width: int) -> str:
    match block:
        case Paragraph(text):
            return fill(text, width)
        case Bullets(items):
            return "\n".join(_bullet(item, width) for item in items)
        case Table():
            return _table(block, width)


def _bullet(item: str, width: int) -> str:
    return fill(item, width, initial_indent="  - ", subsequent_indent="    ")


def _table(table: Table, width: int) -> str:
    """Return a table in columns; where that is too wide, its rows as a list."""
    rows = (table.head, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    if sum(widths) + 2 * len(widths) <= width:
        return "\n".join(
            "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )
    return "\n".join(_as_item(table.head, row, width) for row in table.rows)


def _as_item(head: tuple[str, ...], row: tuple[str, ...], width: int) -> str:
    first, *others = row
    rest = [
        fill(f"{name}: {cell}", width, initial_indent="    ", subsequent_indent="      ")
        for name, cell in zip(head[1:], others, strict=True)
        if cell
    ]
    return "\n".join([_bullet(first, width), *rest])
