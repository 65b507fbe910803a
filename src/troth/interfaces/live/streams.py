"""One stream, from its first event to its last."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from troth.interfaces.live.fanout import Fanout, Subscription, event
from troth.interfaces.live.grant import Grant, Reader
from troth.interfaces.live.looks import Looks

BEAT = 15.0  # seconds: proxies close what is silent, and pages believe nothing that is
CHECKED_EVERY = (25.0, 45.0)  # seconds between two looks whether the reader may still read
MOST = 1_000  # streams of one process; whoever comes later asks again and again instead

Send = Callable[[str], Awaitable[None]]
Allowed = Callable[[], Awaitable[Reader | None]]


class Streams:
    """Carries the streams of this process."""

    def __init__(self, fanout: Fanout, looks: Looks) -> None:
        self.fanout = fanout
        self.looks = looks
        self.stopping = False

    @property
    def is_full(self) -> bool:
        """Say whether no further stream can begin here."""
        return self.stopping or len(self.fanout.streams) >= MOST

    def stop(self) -> None:
        """End every stream and begin no other: the server stops."""
        self.stopping = True
        self.fanout.stop()

    async def carry(self, grant: Grant, send: Send, allowed: Allowed) -> None:
        """Send events until the reader may no longer read, or the server stops."""
        stream = Subscription(grant.reader)
        self.fanout.streams.add(stream)
        ticket = grant.reader.ticket
        look = self.looks.come(grant.reader.agent, ticket) if ticket is not None else None
        try:
            await send(self._hello(grant))
            await self._events(stream, send, allowed)
        finally:
            self.fanout.streams.discard(stream)
            if look is not None:
                self.looks.leave(look)

    async def _events(self, stream: Subscription, send: Send, allowed: Allowed) -> None:
        clock = asyncio.get_running_loop().time
        check_at = clock() + random.uniform(*CHECKED_EVERY)  # noqa: S311 - spreads work
        while not stream.over:
            try:
                await asyncio.wait_for(stream.woken.wait(), BEAT)
            except TimeoutError:
                await send(event("beat", spread=self.fanout.spread(stream.reader)))
            # While the database is away nobody can say who may read, and there is nothing to tell.
            if (stream.doubted or clock() >= check_at) and not self.fanout.is_away:
                stream.doubted = False
                reader = await allowed()
                if reader is None:
                    await send(event("ended"))
                    return
                stream.reader = reader  # what they may hear of may have changed
                check_at = clock() + random.uniform(*CHECKED_EVERY)  # noqa: S311 - spreads work
            if told := stream.take():
                await send("".join(told))

    def _hello(self, grant: Grant) -> str:
        """Say how long ago something changed, so that a page knows whether it came too late."""
        at, now = self.fanout.changed_at, asyncio.get_running_loop().time()
        since = None if at is None else round((now - at) * 1000)
        return event(
            "hello",
            since=since,
            position=grant.position,
            spread=self.fanout.spread(grant.reader),
            away=self.fanout.is_away,
        )
