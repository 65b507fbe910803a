"""The next hop of the desk under torture: accepts, refuses, is slow, hangs up after DATA.

It counts each copy it took, so that the desk's own word can be checked.
"""

import asyncio
import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_ID = re.compile(rb"(?im)^message-id: *(<[^>\r\n]+>)")


@dataclass
class Relay:
    """Counts, by Message-ID, the copies it took."""

    chance: random.Random
    calm: bool = False
    taken: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Decide what becomes of a message, and write it down before anything is said."""
        content = envelope.original_content or b""
        found = _ID.search(content)
        name = found.group(1).decode() if found else ""
        fate = 1.0 if self.calm else self.chance.random()
        if fate < 0.05:
            return "451 4.3.0 Later"
        if fate < 0.07:
            return "550 5.1.1 No such mailbox"
        if fate < 0.12:
            await asyncio.sleep(self.chance.random())
        with self._lock:
            self.taken[name] += 1
        if fate < 0.16:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 2.0.0 Taken"


def serve(relay: Relay, port: int) -> Controller:
    """Start it on the loopback; the caller stops it."""
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
