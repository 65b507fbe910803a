"""The load: connections that post the web form again and again, as a browser would send it.

Written for this measurement, on bare sockets, so that it takes little of the cores it shares with
the desk. It works in one thread; it follows no redirects.
"""

import asyncio
import re
import threading
import time
import uuid

TEXT = "All users see a blank page after the sign-in. " * 8
BETWEEN = "----troth-bench-6f1c"


class Load(threading.Thread):
    """So many reports over so many connections, from `start` to the end of the thread."""

    def __init__(self, port: int, reports: int, connections: int) -> None:
        super().__init__(name="load")
        self.port = port
        self.connections = connections
        self.began = 0.0
        self._reports = iter(range(reports))
        self._going = threading.Event()
        self._going.set()
        self._answers: dict[int, int] = {}
        self._fault: BaseException | None = None

    def pause(self, wanted: bool) -> None:
        """Hold back further reports, or let them go."""
        (self._going.clear if wanted else self._going.set)()

    def run(self) -> None:
        self.began = time.monotonic()
        try:
            asyncio.run(self._run())
        except BaseException as fault:
            self._fault = fault

    def check(self) -> None:
        """Raise what went wrong, or tell of answers that were not redirects to a ticket."""
        if self._fault:
            raise self._fault
        if set(self._answers) - {302}:
            raise SystemExit(f"The form answered otherwise than with a ticket: {self._answers}")

    async def _run(self) -> None:
        await asyncio.gather(*(self._connection() for _ in range(self.connections)))

    async def _connection(self) -> None:
        reading, writing = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writing.write(_get(self.port))
            _, head, body = await _answer(reading)
            cookie = _found(rb"csrftoken=([^;]+)", head)
            token = _found(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
            for report in self._reports:
                while not self._going.is_set():
                    await asyncio.sleep(0.01)
                writing.write(_post(self.port, cookie, token, report))
                status, _, _ = await _answer(reading)
                self._answers[status] = self._answers.get(status, 0) + 1
        finally:
            writing.close()


def _get(port: int) -> bytes:
    return f"GET /report HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode()


def _post(port: int, cookie: str, token: str, report: int) -> bytes:
    person = report % 500
    fields = {
        "csrfmiddlewaretoken": token,
        "nonce": str(uuid.uuid4()),
        "zone": "Europe/Riga",
        "subject": f"Nobody can log in since {report}",
        "text": TEXT,
        "specifications": "Linux 6.1, Chromium 120, MediaPlatform 4.2",
        "suggested": "123"[report % 3],
        "name": f"Person {person}",
        "email": f"person{person}@customer.example",
        "company": f"Company {person % 40}",
        "contract": "C-2008",
        "kept": "",
    }
    parts = [
        f'--{BETWEEN}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = ("".join(parts) + f"--{BETWEEN}--\r\n").encode()
    head = (
        f"POST /report HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: csrftoken={cookie}\r\n"
        f"Origin: http://localhost:{port}\r\n"
        f"Content-Type: multipart/form-data; boundary={BETWEEN}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reading: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    head = await reading.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    if length:
        return status, head, await reading.readexactly(int(length[1]))
    body = b""
    if re.search(rb"(?i)transfer-encoding: *chunked", head):
        while size := int((await reading.readuntil(b"\r\n")).strip() or b"0", 16):
            body += await reading.readexactly(size)
            await reading.readexactly(2)
        await reading.readexactly(2)
    return status, head, body


def _found(pattern: bytes, text: bytes) -> str:
    found = re.search(pattern, text)
    if not found:
        raise SystemExit(f"The form's page holds no {pattern.decode()}")
    return found[1].decode()
