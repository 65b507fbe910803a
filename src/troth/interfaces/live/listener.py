"""The one connection of a process that hears what others tell."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import AsyncConnection, Notify, sql

from troth.domain.accounts.actions import DOUBTED
from troth.domain.presence import actions as presence
from troth.domain.promises import news
from troth.interfaces.live.fanout import Fanout
from troth.interfaces.live.hearing import HEARING

log = logging.getLogger("troth.live")

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
QUIET = 10.0  # seconds without a word after which the connection is tried
PATIENCE = 5


class Listener:
    """Listens until it is cancelled. After an outage it listens again, and asks for a resync."""

    def __init__(self, fanout: Fanout) -> None:
        self.fanout = fanout

    async def run(self) -> None:
        """Listen, and listen again."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with await self._connect() as own:
                    pause = FIRST_PAUSE
                    HEARING.back()
                    self.fanout.back()
                    await self._hear(own)
            except (psycopg.Error, OSError, TimeoutError) as fault:
                if not self.fanout.is_away:
                    log.warning("nothing is heard any more (%s); trying", type(fault).__name__)
                HEARING.away()
                self.fanout.away()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _connect(self) -> AsyncConnection[Any]:
        own = await AsyncConnection.connect(**where(), autocommit=True, connect_timeout=PATIENCE)
        for channel in self._heeded:
            await own.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        return own

    async def _hear(self, own: AsyncConnection[Any]) -> None:
        while True:
            async for told in own.notifies(timeout=QUIET):
                self._heed(told)
            await asyncio.wait_for(own.execute("SELECT 1"), PATIENCE)

    def _heed(self, told: Notify) -> None:
        self._heeded[told.channel](told.payload)

    @property
    def _heeded(self) -> dict[str, Callable[[str], None]]:
        return {
            news.CHANNEL: lambda text: self.fanout.changed(news.read(text)),
            presence.CHANNEL: lambda text: self.fanout.company(int(text)),
            DOUBTED: lambda text: self.fanout.doubt(int(text)),
        }


def where() -> dict[str, Any]:
    """Return how a connection of our own is made: past a pooler, which would not pass on words."""
    if settings.TROTH.listen_url:
        return {"conninfo": settings.TROTH.listen_url}
    params = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(name, None)
    return dict(params)
