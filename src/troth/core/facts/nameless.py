"""Reasons as facts may keep them: what a fact says stands for ever, so it names no address."""

import re

LONGEST = 500
_SIGN = r"[^\s<>()\[\]{}\"',;:|@]"
_ADDRESS = re.compile(rf"(?:\"[^\"]*\"|{_SIGN}+)@(?:\[[^\]]*\]|{_SIGN}+)")


def nameless(why: str, *known: str) -> str:
    """Return a reason without any mail address in it, `known` ones among them, cut to length."""
    why = why[: 4 * LONGEST]
    for address in filter(None, known):
        why = re.sub(re.escape(address), "…", why, flags=re.IGNORECASE)
    return _ADDRESS.sub("…", why)[:LONGEST]
