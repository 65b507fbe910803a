"""The load of mail: connections that deliver by LMTP, each message answered before the next.

On bare sockets and in one thread, so that it takes little of the cores it shares with the desk.
"""

import asyncio
import time
from collections.abc import Callable, Sequence

TEXT = "All users see a blank page after the sign-in. " * 8


def new(number: int) -> bytes:
    """Return a message that opens a ticket."""
    person = number % 500
    return (
        f"From: Person {person} <person{person}@customer.example>\r\n"
        f"To: support@ivt.example\r\nSubject: Nobody can log in since {number}\r\n"
        f"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\nMessage-ID: <{number}@load.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Severity {number % 3 + 1}\r\nCompany: Company {person % 40}\r\n\r\n{TEXT}\r\n"
    ).encode()


def reply(number: int, reference: str) -> bytes:
    """Return a message that answers one of ours, by the person it was sent to."""
    more = f"Message-ID: <re-{number}@load.example>\r\nIn-Reply-To: {reference}\r\n"
    return new(number).replace(
        f"Message-ID: <{number}@load.example>\r\n".encode(), more.encode(), 1
    )


def deliver(
    port: int, messages: Sequence[bytes], connections: int = 8, pace: float = 0
) -> tuple[float, list[float]]:
    """Deliver all; return the seconds it took, and when each message was answered "accepted".

    With `pace`, so many are begun in a second; without, as many as are accepted.
    """
    return asyncio.run(_deliver(port, messages, connections, pace))


async def _deliver(
    port: int, messages: Sequence[bytes], connections: int, pace: float
) -> tuple[float, list[float]]:
    began = time.monotonic()
    accepted = [0.0] * len(messages)
    waiting = iter(enumerate(messages))

    async def one(_: int) -> None:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        say = _speaker(reading, writing)
        await say(b"")
        await say(b"LHLO load.example\r\n")
        for number, message in waiting:
            if pace and (early := began + number / pace - time.monotonic()) > 0:
                await asyncio.sleep(early)
            await say(f"MAIL FROM:<load{number % 500}@customer.example>\r\n".encode())
            await say(b"RCPT TO:<support@ivt.example>\r\n")
            await say(b"DATA\r\n")
            answer = await say(message + b".\r\n")
            if not answer.startswith(b"250"):
                raise SystemExit(f"message {number} was answered {answer!r}")
            accepted[number] = time.time()
        writing.close()

    await asyncio.gather(*map(one, range(connections)))
    return time.monotonic() - began, accepted


def _speaker(
    reading: asyncio.StreamReader, writing: asyncio.StreamWriter
) -> "Callable[[bytes], asyncio.Future[bytes]]":
    async def say(what: bytes) -> bytes:
        writing.write(what)
        while (line := await reading.readline())[3:4] == b"-":
            pass
        return line

    return say  # type: ignore[return-value]
