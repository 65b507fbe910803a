"""Every way in, open at once, and the mailroom behind them."""

import asyncio
import logging
import threading
from collections.abc import Sequence

from troth.interfaces.channels.mail.ways.fetcher import fetch_until
from troth.interfaces.channels.mail.ways.listener import listen
from troth.interfaces.channels.mail.ways.way import Way
from troth.interfaces.worker.mailroom import Mailroom

log = logging.getLogger("troth.mail")

LONGEST_REST = 30.0  # seconds, between two tries to open a way


async def let_in(ways: Sequence[Way], stop: asyncio.Event) -> None:
    """Listen and fetch by every way until `stop`, and read what was accepted.

    A way that cannot be opened is tried again, and is in no other's way.
    """
    room, ending = Mailroom(), threading.Event()
    room.start()
    for way in ways:
        if way.kind == "imap":
            name, given = f"fetching {way.name}", (way, ending, room.woken)
            threading.Thread(target=fetch_until, args=given, name=name, daemon=True).start()
    listening = [
        asyncio.create_task(_listen(way, room.woken)) for way in ways if way.kind != "imap"
    ]
    await stop.wait()
    ending.set()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    await asyncio.to_thread(room.stop)


async def _listen(way: Way, woken: threading.Event) -> None:
    """Listen until cancelled; then no new delivery begins, and those under way are answered."""
    rest = 0.5
    while True:
        try:
            server = await listen(way.kind, way.host, way.port, woken)
        except OSError as fault:
            log.warning("cannot listen on %s (%s); trying again", way.name, fault)
            await asyncio.sleep(rest)
            rest = min(rest * 2, LONGEST_REST)
            continue
        try:
            await server.serve_forever()
        finally:
            server.close()
