"""The desk's own listener, in a thread of the test's."""

import asyncio
import socket
import threading

from troth.interfaces.channels.mail.ways.listener import listen


class Listening:
    """A listener in a thread of its own."""

    def __init__(self, way: str, port: int = 0) -> None:
        self.way, self.port = way, port or free_port()
        self.woken, self._ready = threading.Event(), threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Listening":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        listening = listen(self.way, "127.0.0.1", self.port, self.woken)
        server = self._loop.run_until_complete(listening)
        self._ready.set()
        self._loop.run_forever()
        server.close()


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
