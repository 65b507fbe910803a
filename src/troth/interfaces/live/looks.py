"""The pages on tickets that are open in this process, kept known to all processes."""

import asyncio
import logging
from contextlib import suppress
from uuid import UUID, uuid4

from django.db import Error

from troth.domain.presence import actions
from troth.domain.presence.models import Look
from troth.domain.presence.rules import BEAT
from troth.interfaces.live.aside import Aside
from troth.interfaces.now import now

log = logging.getLogger("troth.live")


class Looks:
    """What is open here. The database may forget it; it is told again at the next beat."""

    def __init__(self, aside: Aside) -> None:
        self.aside = aside
        self.open: dict[UUID, Look] = {}

    def come(self, agent: int, ticket: int) -> UUID:
        """Note a page that was opened; return the name it has until it is closed."""
        stream, at = uuid4(), now()
        self.open[stream] = Look(stream=stream, ticket=ticket, agent_id=agent, seen_at=at)
        self.aside.begin(actions.come, stream, ticket=ticket, by=agent, at=at)
        return stream

    def leave(self, stream: UUID) -> None:
        """Note that a page was closed."""
        if self.open.pop(stream, None):
            self.aside.begin(actions.leave, [stream])

    async def run(self) -> None:
        """Say again and again what is open here, and sweep up after processes that died."""
        while True:
            await asyncio.sleep(BEAT.total_seconds())
            with suppress(Error):
                await self.aside.do(self._beat)

    def _beat(self) -> None:
        at = now()
        actions.stay(list(self.open.values()), at=at)
        actions.sweep(at=at)
