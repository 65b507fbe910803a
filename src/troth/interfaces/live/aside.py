"""Asking the database beside the pages: one thread, in order, so that none of theirs is taken."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error, close_old_connections

log = logging.getLogger("troth.live")
P = ParamSpec("P")
T = TypeVar("T")


class Aside:
    """One thread with a connection of its own for as long as each piece of work takes."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "live")

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it, and wait for what comes of it.

        Raises:
            Error: the database is away.
        """
        return await asyncio.wrap_future(self._submit(work, *args, **kwargs))

    def begin(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it in its turn; nobody waits, so a fault is only logged."""
        self._submit(work, *args, **kwargs).add_done_callback(_log_fault)

    def finish(self) -> None:
        """Wait until everything begun is done."""
        self._thread.shutdown()

    def _submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        def whole() -> T:
            close_old_connections()
            try:
                return work(*args, **kwargs)
            finally:
                close_old_connections()

        return self._thread.submit(whole)


def _log_fault(done: Future[object]) -> None:
    fault = done.exception()
    if isinstance(fault, Error):
        log.warning("presence is not kept: %s", type(fault).__name__)
    elif fault is not None:
        log.error("presence is not kept", exc_info=fault)
