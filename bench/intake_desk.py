"""A whole desk as `troth run` starts it, for the time of a measurement."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import ground

PARTS = {
    "granian": "web",
    "troth-mail": "mailroom",
    "forking": "mailroom",
    "troth-worker": "worker",
    "troth-watch": "watch",
    "postgres": "database",
}


@dataclass(frozen=True)
class Desk:
    """A running desk: where it listens, how its database is reached, which process started it."""

    port: int
    database: str
    pid: int

    def memory(self) -> dict[str, float]:
        """Return the proportional set size of each part in MiB, the supervisor's apart."""
        found: dict[str, float] = {}
        for part, process in self._processes():
            try:
                rollup = (process / "smaps_rollup").read_text()
            except OSError:
                continue  # it ended meanwhile
            size = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
            found[part] = found.get(part, 0) + int(size.split()[1]) / 1024
        return found

    def spent(self) -> dict[str, float]:
        """Return the seconds of a core that each part has taken so far."""
        found: dict[str, float] = {}
        for part, process in self._processes():
            try:
                fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            ticks = int(fields[11]) + int(fields[12])
            found[part] = found.get(part, 0) + ticks / os.sysconf("SC_CLK_TCK")
        return found

    def _processes(self) -> Iterator[tuple[str, Path]]:
        yield "supervisor", Path(f"/proc/{self.pid}")
        for pid in _descendants(self.pid):
            process = Path(f"/proc/{pid}")
            try:
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                words += (process / "comm").read_text()  # forked parts say there what they are
            except OSError:
                continue
            yield next((name for word, name in PARTS.items() if word in words), "others"), process


@contextmanager
def running(home: Path, **more: str) -> Iterator[Desk]:
    """Start a desk in a new home and wait until it is well; stop it and sweep up afterwards.

    `more` are settings of the environment besides those it always has.
    """
    from troth.interfaces.cli.run.postgres import cluster, place

    home.chmod(0o711)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    given = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
    given.pop("DATABASE_URL", None)
    environ = given | {
        "TROTH_HOME": str(home),
        "TROTH_PORT": str(port),
        "TROTH_DEMO": "yes",
        "PYTHONPATH": str(ground.ROOT / "src"),
        **more,
    }
    log = (home / "bench.log").open("wb")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the desk is stopped too
    command = [sys.executable, "-m", "troth.interfaces.cli", "run"]
    desk = subprocess.Popen(command, env=environ, stdout=log, stderr=log, cwd=ground.ROOT)
    try:
        _wait_until_well(port, desk, home / "bench.log")
        where = place.known(home)
        yield Desk(port, f"host={where.socket} user={cluster.ROLE} dbname=troth", desk.pid)
    finally:
        desk.send_signal(signal.SIGINT)
        try:
            desk.wait(30)
        except subprocess.TimeoutExpired:
            desk.kill()
        log.close()
        where = place.known(home)
        for folder in (where.folder, where.socket, home):
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder; a server that is still shutting down may write to it for a moment."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.25)


def _wait_until_well(port: int, desk: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and desk.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    raise SystemExit(f"The desk did not start:\n{log.read_text()[-3000:]}")


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        children.setdefault(int(text.rsplit(")", 1)[1].split()[1]), []).append(
            int(stat.parent.name)
        )
    found: list[int] = []
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), []):
            found.append(child)
            waiting.append(child)
    return found
