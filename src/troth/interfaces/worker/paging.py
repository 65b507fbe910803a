"""Paging: after each round of the watch take pages on, and try agents as they are asked for."""

import logging

from troth.domain.promises.watch import UNWELL
from troth.domain.urgent.actions import paging
from troth.domain.urgent.models import Way
from troth.interfaces.now import now
from troth.interfaces.pager.composed import call_of
from troth.interfaces.pager.shapes import Outcome
from troth.interfaces.pager.ways import reach

log = logging.getLogger("troth.pager")
BATCH = 100


def round_() -> None:
    """Take every page on that has something to do. No fault of it stops the watch of promises."""
    try:
        while paging.advance_due(now(), limit=BATCH) == BATCH:
            pass
    except UNWELL:
        raise
    except Exception:
        log.exception("ALARM pages cannot be taken on")


def try_agent(ticket: int, position: int) -> None:
    """Try an agent in one way, unless somebody has the page by now, and record what came of it.

    A try whose process died before that was recorded is made again: better rung twice for a
    page that nobody has than not at all.
    """
    attempt = paging.attempt_of(ticket, position)
    if attempt is None:
        return
    way = Way.objects.get(pk=attempt.way)
    try:
        outcome = reach(way.kind, way.to, call_of(ticket, position, attempt))
    except Exception as fault:
        log.exception("ALARM agent %d cannot be paged by %s", attempt.agent, way.kind)
        outcome = Outcome("failed", type(fault).__name__)
    paging.answered(ticket, position, how=outcome.how, said=outcome.said or None, at=now())
