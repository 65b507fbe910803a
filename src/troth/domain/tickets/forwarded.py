"""Whom a forwarded mail was first from: a suggestion for staff to confirm, and nothing more."""

import re

_MOST = 20_000
_FROM = re.compile(
    r"^[>*\s]{0,20}(?:From|Von|De|Da|Van|Från|Fra)[*\s]{0,3}:[*\s]{0,3}([^\n]{1,400})$",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"([^\s<>@\"'(),;:\[\]]{1,64}@[^\s<>@\"'(),;:\[\]]{1,190})")


def first_sender(text: str) -> tuple[str, str]:
    """Return name and address of whom the first forwarded message in a text says it is from."""
    for line in _FROM.finditer(text[:_MOST]):
        if found := _ADDRESS.search(line.group(1)):
            name = line.group(1)[: found.start()].strip(" \t<\"'*(")
            name = re.sub(r"\[?mailto:$", "", name).strip(" <[\"'")
            return name[:200], found.group(1).rstrip(".>*").lower()
    return "", ""
