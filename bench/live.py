"""A change that one agent makes, until another sees it, with 200 event streams open.

    python -m bench.live

`troth run` starts the desk as it is. 100 streams hear of the whole desk, 100 of one ticket. Ines
keeps note after note on that ticket; Tomas's page hears of each and fetches what is new, as
js/company.js does. The clock runs from before the note is sent until the words are there.
"""

import asyncio
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bench import ground
from bench.intake_desk import running

STREAMS, CHANGES, PAUSE = 200, 80, 0.25
BAR, MEMORY_BAR = 300, 450


def main() -> None:
    """Measure and print."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with running(Path(tempfile.mkdtemp(prefix="troth-bench-"))) as desk:
        print(f"load: {STREAMS} streams, {CHANGES} notes by one agent, one every {PAUSE:g} s")
        before, spent = sum(desk.memory().values()), desk.spent()
        seen, told, memory = asyncio.run(measure(desk.port, desk.memory))
        spent = {part: now - spent.get(part, 0) for part, now in desk.spent().items()}
        ground.tell("one agent's change seen by another, p95", p95(seen), BAR, "ms")
        print(f"{'    the median':<52}{statistics.median(seen):>8.1f} ms")
        print(f"{'    told on the last of all streams, p95':<52}{p95(told):>8.1f} ms")
        each = "; ".join(f"{part} {took / CHANGES * 1000:.0f}" for part, took in spent.items())
        print(f"    ms of a core for each change, all its pages and streams: {each}")
        ground.tell("web, worker, watch and database", memory, MEMORY_BAR, "MiB")
        print(f"{'    more than without streams':<52}{memory - before:>8.1f} MiB")


async def measure(
    port: int, memory: Callable[[], dict[str, float]]
) -> tuple[list[float], list[float], float]:
    """Return ms until each change was seen, ms until it was told on every stream, and MiB."""
    ines, tomas = Agent(port, "ines@ivt.example"), Agent(port, "tomas@ivt.example")
    number = found(r"/desk/tickets/(\d+)", ines.read("/desk/"))
    page = f"/desk/tickets/{number}"
    streams = [
        await Stream.open(tomas, f"/live/tickets/{number}" if index % 2 else "/live/desk")
        for index in range(STREAMS)
    ]
    seen, told = [], []
    for count in range(CHANGES):
        position = found(r'name="seen" value="(\d+)"', ines.read(page))
        heard = [asyncio.create_task(one.hears(number, position + 1)) for one in streams]
        began = time.perf_counter()
        keeping = asyncio.create_task(
            asyncio.to_thread(ines.post, f"{page}/note", seen=position, text=f"Note {count}")
        )
        await heard[1]  # Tomas's page
        news = await asyncio.to_thread(tomas.read, f"{page}/news?seen={position}")
        assert "Ines Duarte" in news
        seen.append((time.perf_counter() - began) * 1000)
        told.append((max(await asyncio.gather(*heard)) - began) * 1000)
        await keeping
        await asyncio.sleep(PAUSE)
    total = sum(memory().values())
    for one in streams:
        one.close()
    return seen, told, total


class Agent:
    """A signed-in browser."""

    def __init__(self, port: int, email: str) -> None:
        self.port, self.jar = port, CookieJar()
        self.site = f"http://localhost:{port}"
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        self.opener.addheaders = [("Referer", f"{self.site}/"), ("Origin", self.site)]
        self.token = ""
        self.read("/desk/sign-in")
        self.post("/desk/sign-in", username=email, password="troth-demo")

    def read(self, path: str) -> str:
        with self.opener.open(self.site + path, timeout=20) as answer:
            text: str = answer.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return text

    def post(self, path: str, **said: object) -> None:
        body = urlencode({"csrfmiddlewaretoken": self.token, **said}).encode()
        self.opener.open(self.site + path, body, timeout=20).close()


class Stream:
    """An open event stream."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, agent: Agent, path: str) -> "Stream":
        reader, writer = await asyncio.open_connection("127.0.0.1", agent.port)
        cookies = "; ".join(f"{one.name}={one.value}" for one in agent.jar)
        head = f"GET {path} HTTP/1.1\r\nHost: localhost:{agent.port}\r\nCookie: {cookies}\r\n\r\n"
        writer.write(head.encode())
        status = await reader.readline()
        assert b" 200 " in status, status
        return cls(reader, writer)

    async def hears(self, number: int, position: int) -> float:
        """Return when the stream tells that a ticket has come this far."""
        while True:
            line = await self.reader.readline()
            assert line, "the stream ended"
            if line.startswith(b"data: "):
                told = json.loads(line[6:]).get("tickets", {})
                if told.get(str(number), 0) >= position:
                    return time.perf_counter()

    def close(self) -> None:
        self.writer.close()


def found(pattern: str, html: str) -> int:
    match = re.search(pattern, html)
    assert match, pattern
    return int(match[1])


def p95(figures: list[float]) -> float:
    return statistics.quantiles(figures, n=20)[-1]


if __name__ == "__main__":
    main()
