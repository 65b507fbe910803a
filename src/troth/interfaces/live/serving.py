"""What the web server calls: pages as ever, and streams where a view granted one."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from io import BytesIO
from types import FrameType
from typing import Any

from django.http.response import HttpResponseBase

from troth.interfaces.live.aside import Aside
from troth.interfaces.live.bodies import Bodies, Gone, NoRoom, TooLarge
from troth.interfaces.live.fanout import Fanout
from troth.interfaces.live.grant import Grant, Reader
from troth.interfaces.live.listener import Listener
from troth.interfaces.live.looks import Looks
from troth.interfaces.live.pages import Pages, Scope
from troth.interfaces.live.streams import Streams

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Serving:
    """One process of the site, as an ASGI application."""

    def __init__(self) -> None:
        self.pages = Pages()
        self.bodies = Bodies()
        self.aside = Aside()
        self.fanout = Fanout(self._visible)
        self.looks = Looks(self.aside)
        self.streams = Streams(self.fanout, self.looks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or the life of this process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            with suppress(Gone):
                await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        running = [
            asyncio.create_task(Listener(self.fanout).run()),
            asyncio.create_task(self.looks.run()),
        ]
        self._stop_streams_when_asked()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.streams.stop()
        for task in running:
            task.cancel()
        await asyncio.get_running_loop().run_in_executor(None, self.aside.finish)
        await send({"type": "lifespan.shutdown.complete"})

    def _stop_streams_when_asked(self) -> None:
        """End streams at the signal itself: the server waits for them before it tells us."""
        loop = asyncio.get_running_loop()

        def chained(before: Any) -> Callable[[int, FrameType | None], None]:
            def asked(number: int, frame: FrameType | None) -> None:
                loop.call_soon_threadsafe(self.streams.stop)
                if callable(before):
                    before(number, frame)

            return asked

        with suppress(ValueError):  # not the main thread: whoever runs us there stops us otherwise
            for how in (signal.SIGTERM, signal.SIGINT):
                signal.signal(how, chained(signal.getsignal(how)))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with self.bodies.read(scope, receive) as body:
                response = await self.pages.answer(scope, body)
        except (TooLarge, NoRoom) as fault:
            await _refuse(send, 413 if isinstance(fault, TooLarge) else 503)
            return
        if not isinstance(response, Grant):
            await self._answer(response, send)
        elif self.streams.is_full:
            await _refuse(send, 503)
        else:
            await self._stream(response, scope, receive, send)

    async def _answer(self, response: HttpResponseBase, send: Send) -> None:
        await send(_start(response))
        if not response.streaming:
            await send({"type": "http.response.body", "body": response.content})  # type: ignore[attr-defined]
            return
        try:
            pieces = iter(response)
            while piece := await self.pages.piece(pieces):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await self.pages.close(response)

    async def _stream(self, grant: Grant, scope: Scope, receive: Receive, send: Send) -> None:
        async def say(words: str) -> None:
            await send({"type": "http.response.body", "body": words.encode(), "more_body": True})

        async def allowed() -> Reader | None:
            again = await self.pages.answer(scope, BytesIO())
            if again.status_code >= 500:
                return grant.reader
            if isinstance(again, Grant) and again.reader.agent == grant.reader.agent:
                return again.reader
            return None

        async def hung_up() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        del grant["Content-Length"]  # a middleware counted what there was of it
        await send(_start(grant))
        carried = asyncio.create_task(self.streams.carry(grant, say, allowed))
        gone = asyncio.create_task(hung_up())
        try:
            await asyncio.wait([carried, gone], return_when=asyncio.FIRST_COMPLETED)
        finally:
            carried.cancel()
            gone.cancel()
        with suppress(asyncio.CancelledError):
            await carried
            await send({"type": "http.response.body", "body": b""})

    async def _visible(self, reader: Reader, numbers: Collection[int]) -> Collection[int]:
        def seen() -> list[int]:
            return list(reader.reach.filter(pk__in=numbers).values_list("pk", flat=True))

        return await self.aside.do(seen)


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _start(response: HttpResponseBase) -> dict[str, Any]:
    headers = [
        (name.encode("latin1").lower(), value.encode("latin1")) for name, value in response.items()
    ]
    headers += [
        (b"set-cookie", cookie.output(header="").strip().encode("latin1"))
        for cookie in response.cookies.values()
    ]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}
