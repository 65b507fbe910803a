"""A mail server that takes everything and counts the copies of each message, on a thread."""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_ID = re.compile(rb"(?im)^message-id: *(<[^>\r\n]+>)")


@contextmanager
def taking(port: int) -> Iterator[Counter[str]]:
    """Take mail on a port of this machine; yield the copies taken, by Message-ID."""
    taken: Counter[str] = Counter()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _speak(r, w, taken), "127.0.0.1", port)
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True).start()
    ready.wait(10)
    yield taken


async def _speak(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, taken: Counter[str]
) -> None:
    """Speak SMTP as far as a client of ours needs it."""
    try:
        writer.write(b"220 relay.example\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                writer.write(b"250-relay.example\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                message = await reader.readuntil(b"\r\n.\r\n")
                found = _ID.search(message)
                taken[found.group(1).decode() if found else ""] += 1
                writer.write(b"250 2.0.0 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 2.0.0 ok\r\n")
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()
