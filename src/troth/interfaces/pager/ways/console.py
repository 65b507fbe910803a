"""The demo's way: the page is written to the log, and shown at /pager."""

import logging

from troth.interfaces.pager.shapes import Call, Outcome

log = logging.getLogger("troth.pager")


def read(text: str) -> str:
    """Return a name to show the page under."""
    name = " ".join(text.split())
    if not name:
        raise ValueError("Write a name to show the page under.")
    return name[:80]


def reach(to: str, call: Call) -> Outcome:
    """Write the page to the log. Its link is not written: it takes the page."""
    log.warning("PAGE for %s: %s", to, call.title)
    return Outcome("handed over")
