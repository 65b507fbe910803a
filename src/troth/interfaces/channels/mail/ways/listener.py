"""A mail server delivers to us, by LMTP (RFC 2033) or SMTP (RFC 5321).

"250" follows the commit and nothing else does. Nothing is relayed: whatever
is accepted ends on this desk.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Received
from django.db import connection

from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.accepting import Envelope, TryLater, accept

log = logging.getLogger("troth.mail")

AT_ONCE = 16  # mails being written and committed; the others wait in their senders' hands
LONGEST_LINE = 1 << 20  # mail from careless programs has lines far beyond 998 characters
IDLE = 300  # seconds a sender may say nothing (RFC 5321, section 4.5.3.2)
MOST_RECIPIENTS = 1_000
TOO_MANY = "452 4.5.3 Too many recipients"
KEPT = "250 2.6.0 Kept, on disk and in the database"
LATER = "451 4.3.0 Not kept, try again later"


# Without slots: aiosmtpd looks at every member, which Debian 12's Python cannot do with them.
@dataclass
class Accepting:
    """What the protocols ask: may this come from there, may it go to here, here it is."""

    way: str
    woken: Event
    pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "accepting")
    )

    async def handle_DATA(self, _server: SMTP, _session: Session, mail: Received) -> str:  # noqa: N802
        """Keep the mail, then say so; once for each recipient where the protocol wants that."""
        content = mail.original_content or b""
        envelope = Envelope(self.way, mail.mail_from or "", tuple(mail.rcpt_tos))
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self.pool, _accept, content, envelope)
            answer = KEPT
        except TryLater as later:
            log.warning("a mail was not accepted: %s", later)
            answer = LATER
        except Exception:  # a fault of ours: each recipient is answered all the same
            log.exception("a delivery failed")
            answer = LATER
        self.woken.set()
        return "\r\n".join([answer] * (len(mail.rcpt_tos) if self.way == "lmtp" else 1))

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd asks for it
        self,
        _server: SMTP,
        _session: Session,
        mail: Received,
        address: str,
        _options: list[str],
    ) -> str:
        """Note a recipient. There are only so many to a message; the sender goes on in another."""
        if len(mail.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        mail.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, fault: Exception) -> str:
        """Answer a fault of ours so that the sender keeps the mail."""
        log.error("a delivery failed", exc_info=fault)
        return LATER


class Smtp(SMTP):
    """SMTP that takes long lines: nothing a server hands over is refused for its shape."""

    line_length_limit = LONGEST_LINE


class Lmtp(LMTP):
    """LMTP that takes long lines."""

    line_length_limit = LONGEST_LINE


async def listen(way: str, host: str, port: int, woken: Event) -> asyncio.Server:
    """Listen on an address until the server is closed.

    Raises:
        OSError: the address is taken or not ours.
    """
    protocol = Lmtp if way == "lmtp" else Smtp
    accepting = Accepting(way, woken)

    def session() -> SMTP:
        return protocol(
            accepting,
            data_size_limit=limits.SIZE,
            enable_SMTPUTF8=True,
            hostname="troth",
            ident="Troth",
            timeout=IDLE,
            loop=asyncio.get_running_loop(),
        )

    return await asyncio.get_running_loop().create_server(session, host, port)


def _accept(content: bytes, envelope: Envelope) -> None:
    try:
        accept(content, envelope)
    finally:
        connection.close()  # back to the pool, which is smaller than the threads that share it
