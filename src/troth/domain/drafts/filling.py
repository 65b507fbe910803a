"""Variables of canned replies: filled from a ticket, and told where nothing fills them."""

import re
from collections.abc import Mapping

NAMES = (
    *("customer name", "company", "number", "subject", "severity"),
    *("due time", "product", "agent"),
)
"""What a canned reply may name: {{customer name}}, {{number}} …"""
_VARIABLE = re.compile(r"\{\{([^{}\n]{0,60})\}\}")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of variables. One that is not known, or empty, stays to be seen.

    What is filled in is never read for variables again.
    """
    return _VARIABLE.sub(lambda found: values.get(_name(found), "") or found.group(), text)


def unfilled(text: str) -> list[str]:
    """Return the variables left in a text, as they are written; code is not looked into."""
    return list(dict.fromkeys(found.group() for found in _VARIABLE.finditer(_CODE.sub("", text))))


def variables(text: str) -> list[str]:
    """Return the names of the variables of a text; code is not looked into."""
    return list(dict.fromkeys(_name(one) for one in _VARIABLE.finditer(_CODE.sub("", text))))


def unknown(text: str) -> list[str]:
    """Return the variables of a text that no ticket can fill."""
    found = _VARIABLE.finditer(_CODE.sub("", text))
    return list(dict.fromkeys(one.group() for one in found if _name(one) not in NAMES))


def _name(found: re.Match[str]) -> str:
    return " ".join(found.group(1).lower().split())
