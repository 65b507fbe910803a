"""Having messages read by a process that may be killed, and is then started anew."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import troth
from troth.interfaces.channels.mail import forking

log = logging.getLogger("troth.mail")

PATIENCE = forking.PATIENCE + 5


class Reader:
    """One forking reader. Reads a message at a time; threads have one each (`reader()`)."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, raw: Path, folder: Path) -> dict[str, Any] | None:
        """Return what a message says, its files left in `folder`; None when it cannot be read.

        A reader that hangs, falls or answers nonsense is ended and replaced.
        """
        try:
            answer = self._ask({"raw": str(raw), "folder": str(folder)})
            if answer.get("failed"):
                log.warning("a mail could not be read: %s", answer["failed"])
                return None
            found = json.loads((folder / "found.json").read_bytes())
        except (OSError, ValueError, TimeoutError) as fault:
            log.warning("the reader gave no answer: %s", type(fault).__name__)
            self.close()
            return None
        return found if isinstance(found, dict) else None

    def close(self) -> None:
        """End the reader and all it started."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._process = None

    def _ask(self, asked: dict[str, str]) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start()
        assert self._process.stdin is not None  # noqa: S101 - asked for at the start
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            if not waiting.select(PATIENCE):
                raise TimeoutError
        answer = json.loads(self._process.stdout.readline() or b"null")
        if not isinstance(answer, dict):
            raise ValueError("no answer")
        return answer


_own = threading.local()


def reader() -> Reader:
    """Return this thread's reader."""
    if not hasattr(_own, "reader"):
        _own.reader = Reader()
    found: Reader = _own.reader
    return found


def _start() -> subprocess.Popen[bytes]:
    paths = {"PYTHONPATH": str(Path(troth.__file__).parents[1]), "PYTHONUTF8": "1"}
    return subprocess.Popen(  # noqa: S603 - our own program, with no word of a mail in it
        [sys.executable, "-P", "-m", forking.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=paths,
        start_new_session=True,
    )
