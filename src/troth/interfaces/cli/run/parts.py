"""One process of the desk: started, listened to, started again, stopped with all it started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from troth.interfaces.cli.run import lifeline
from troth.interfaces.cli.run.forked import Forked

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
SETTLED = 10.0  # a part that lived this long starts again without a growing pause


class Part:
    """A process that is to run until the desk stops, in a process group of its own.

    The group is what makes stopping whole: whatever the process started ends with it, and a
    Ctrl-C typed at the terminal reaches the supervisor only, which then stops things in order.
    """

    def __init__(
        self, name: str, command: list[str], environ: Mapping[str, str], *, forks: int = 0
    ) -> None:
        """Describe the part; nothing runs yet.

        It is started by its command, or forked with the command's last words, as many as `forks`.
        """
        self.name = name
        self.command = command
        self.environ = environ
        self.forks = forks
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.began = 0.0
        self.again_at = 0.0
        self.pause = FIRST_PAUSE
        self.rest = b""  # the beginning of a line whose end has not come yet

    def start(self) -> int:
        """Start the process; return the file descriptor its words come from."""
        self.began = time.monotonic()
        self.process = Forked(self.command[-self.forks :]) if self.forks else self._begin()
        assert self.process.stdout is not None  # noqa: S101 - asked for above
        os.set_blocking(self.process.stdout.fileno(), False)
        return self.process.stdout.fileno()

    def _begin(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(self.environ),
            start_new_session=True,
            preexec_fn=lifeline.ends_with_parent(signal.SIGTERM),  # noqa: PLW1509
        )

    def words(self) -> list[str]:
        """Return the whole lines said since last asked, and at the end the last one as it is."""
        said = b""
        if self.process is not None and self.process.stdout is not None:
            with contextlib.suppress(BlockingIOError, OSError, ValueError):
                while piece := os.read(self.process.stdout.fileno(), 65536):
                    said += piece
        *lines, self.rest = (self.rest + said).split(b"\n")
        if self.rest and not self.is_alive:
            lines, self.rest = [*lines, self.rest], b""
        return [line.decode(errors="replace") for line in lines]

    @property
    def is_alive(self) -> bool:
        """Say whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def fell(self, now: float) -> str:
        """Sweep up after a process that ended, choose when to try again, and say how it ended."""
        if self.process is not None:
            if self.is_alive:
                self.signal(signal.SIGKILL)
                self.process.wait()
            lifeline.sweep(self.process.pid)
        if now - self.began >= SETTLED:
            self.pause = FIRST_PAUSE
        self.again_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        code = (self.process.returncode if self.process else None) or 0
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.process = None
        return signal.Signals(-code).name if code < 0 else f"exit {code}"

    def signal(self, how: signal.Signals) -> None:
        """Signal the process and everything it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, how)


def remember(ledger: Path, parts: list[Part]) -> None:
    """Write down which processes run, for the start after a fall of the supervisor itself."""
    running = [(part.process.pid, part.command) for part in parts if part.process]
    lines = [f"{pid}\t{' '.join(command)}\t{lifeline.born(pid)}\n" for pid, command in running]
    fresh = ledger.with_name(f"{ledger.name}.new")
    fresh.write_text("".join(lines))
    fresh.rename(ledger)


def end_leftovers(ledger: Path, patience: float = 5.0) -> int:
    """End what a killed supervisor left behind; return how many there were.

    A process number alone proves nothing, since it may be borne by a stranger by now: it
    must have been born at the same instant as well.
    """
    lines = ledger.read_text().splitlines() if ledger.exists() else []
    left = [(int(pid), born) for pid, _, born in (line.split("\t") for line in lines)]

    def alive() -> list[int]:
        return [pid for pid, born in left if lifeline.born(pid) == born]

    found = alive()
    until = time.monotonic() + patience
    for how in (signal.SIGTERM, signal.SIGKILL):
        for pid in alive():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, how)
        while time.monotonic() < until and alive():
            time.sleep(0.05)
    ledger.unlink(missing_ok=True)
    return len(found)
