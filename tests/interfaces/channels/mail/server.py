"""A mail server on the loopback that does as its script says."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.interfaces.channels.mail.listening import free_port


@dataclass
class Script:
    """What the server answers, and what it took."""

    on_recipient: str = "250 ok"
    on_data: str = "250 taken"
    slow: str = ""  # an address, or its end, for which nothing is answered until `released`
    released: threading.Event = field(default_factory=threading.Event)
    connections: int = 0
    taken: list[Envelope] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - the server's own name for it
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if self.slow and address.endswith(self.slow):
            await asyncio.to_thread(self.released.wait)
        if self.on_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.on_recipient

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.on_data == "hang up":
            assert server.transport is not None
            server.transport.close()
            return "250 never read"
        if self.on_data == "say nothing":
            await asyncio.Event().wait()
        self.taken.append(envelope)
        return self.on_data


@contextmanager
def served(script: Script, port: int = 0) -> Iterator[int]:
    """Run a server by the script, on that port or any; yields its port."""
    port = port or free_port()
    controller = Controller(script, hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()
