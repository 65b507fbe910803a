"""System specifications as customers type them, told as named fields where they can be.

The text itself is never changed, and stays within reach of whoever reads the fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_NAME, LONGEST_ITEM = 40, 80
_BULLET = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)])\s+")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:=]{0,39}?)\s*(?:[:=]|\s[-–]\s)\s*(?P<value>\S.*)")
_VERSIONED = re.compile(
    r"(?P<name>[^\W\d_][\w.+#-]*(?: [^\W\d_][\w.+#-]*){0,3}) (?P<value>[vV]?\d+(?:\.[\w-]+)*)"
)
_HEADING = re.compile(r"(?P<name>[^\W\d_][^:=]{0,39}?)\s*:")


@dataclass(frozen=True, slots=True)
class Specifications:
    """What a system is: fields with a name, and what was said without one."""

    fields: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


def read(text: str) -> Specifications:
    """Tell "Key: value" lines, lists and versions apart; prose comes back as it is.

    A line that goes on where a field began, by its indentation, belongs to that
    field; a heading ("Browser:") takes the lines below it.
    """
    fields: list[tuple[str, str]] = []
    others: list[str] = []
    heading = ""
    for line, bare in [*_lines(text), ("", "")]:
        goes_on = line[:1].isspace() and not _BULLET.match(line)
        if heading and (line[:1].isspace() or _BULLET.match(line)):
            fields.append((heading, bare))
            continue
        if heading and not (fields and fields[-1][0] == heading):
            others.append(heading)  # nothing stands under it
        heading = ""
        found = _HEADING.fullmatch(bare)
        if found and _is_name(found["name"]):
            heading = found["name"]
        elif fields and goes_on and not _named(bare):
            name, value = fields[-1]
            fields[-1] = (name, f"{value}\n{bare}")
        else:
            for item in _items(bare):
                field = _named(item)
                if field:
                    fields.append(field)
                else:
                    others.append(item)
    return Specifications(tuple(fields), tuple(others))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line that says something, and what it says without its bullet."""
    for line in text.splitlines():
        bare = _BULLET.sub("", line).strip()
        if bare:
            yield line, bare


def _items(line: str) -> Iterator[str]:
    """Yield what a line lists; a line that is one field or a sentence is one item."""
    parts = [part.strip() for part in re.split(r"[;,](?=\s|$)", line)]
    parts = [part for part in parts if part]
    named = _NAMED.fullmatch(line)
    one_field = named and not all(_NAMED.fullmatch(part) for part in parts)
    if one_field or line.endswith(".") or any(len(part) > LONGEST_ITEM for part in parts):
        yield line
    else:
        yield from parts


def _named(item: str) -> tuple[str, str] | None:
    """Return a name and its value, of "OS: Windows 11" or "MediaPlatform 4.2"."""
    match = _NAMED.fullmatch(item)
    if match and _is_name(match["name"]) and not match["value"].startswith(("//", "\\")):
        return match["name"].strip(), match["value"].strip()
    version = _VERSIONED.fullmatch(item)
    return (version["name"], version["value"]) if version else None


def _is_name(said: str) -> bool:
    """Say whether these words can name a field: few, and no address or sentence."""
    return len(said) <= LONGEST_NAME and len(said.split()) <= 5 and not re.search(r"[.!?,]\s", said)
