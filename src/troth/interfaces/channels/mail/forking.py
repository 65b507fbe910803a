"""A reader that forks for each message: a process of its own, without the cost of a start.

    python -m troth.interfaces.channels.mail.forking

Reads lines of JSON from standard input, `{"raw": PATH, "folder": PATH}`, and
answers each with one: `{}` when FOLDER holds what was read (`found.json` and
the files), or `{"failed": "why"}`. The child that reads a message has limits
of time and memory of its own, and takes nothing with it when it is killed.
"""

import codecs
import gc
import json
import os
import resource
import selectors
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from troth.interfaces.channels.mail import charset as charset_of
from troth.interfaces.channels.mail import limits, reader

_SAMPLE = (
    b"From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n"
    b"--b\nContent-Type: text/html\n\n<p>=?utf-8?q?x?= &amp; y</p>\n--b--\n"
)
PATIENCE = 20.0  # seconds on the wall; a child ends itself after `reader.SECONDS` of work


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever started us
    _warm()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        failed = _read_apart(Path(asked["raw"]), Path(asked["folder"]))
        sys.stdout.write(json.dumps({"failed": failed} if failed else {}) + "\n")
        sys.stdout.flush()


def _warm() -> None:
    """Load here, once, what a child would load for itself, and share its memory with all."""
    import charset_normalizer
    import compressed_rtf  # type: ignore[import-untyped]
    import nh3
    import tnefparse  # type: ignore[import-untyped]

    assert all((charset_normalizer, compressed_rtf, nh3, tnefparse))  # noqa: S101 - they are only to be loaded
    for charset in sorted({*charset_of.ALIASES.values(), "iso2022_jp_2", "koi8-r", "cp1250"}):
        codecs.lookup(charset)
    reader.read(_SAMPLE)
    gc.collect()
    gc.freeze()  # a collection in a child would copy every page it looks at


def _read_apart(raw: Path, folder: Path) -> str:
    """Read a message in a child; return why that failed, or nothing."""
    child = os.fork()
    if child == 0:
        _child(raw, folder)
    pidfd = os.pidfd_open(child) if hasattr(os, "pidfd_open") else -1
    status = _wait(child, pidfd)
    if pidfd >= 0:
        os.close(pidfd)
    if status is None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return f"it took more than {PATIENCE:.0f} s"
    return "" if status == 0 else f"the reader ended with {status}"


def _wait(child: int, pidfd: int) -> int | None:
    """Return how a child ended; None when it has not within `PATIENCE`."""
    if pidfd >= 0:
        with selectors.DefaultSelector() as waiting:
            waiting.register(pidfd, selectors.EVENT_READ)
            if not waiting.select(PATIENCE):
                return None
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:  # where the system tells of no end but by asking
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    return None


def _child(raw: Path, folder: Path) -> None:
    """Read under limits and leave; nothing of the parent's is used or closed again."""
    code = 1
    try:
        for what, most in (
            (resource.RLIMIT_CPU, reader.SECONDS),
            (resource.RLIMIT_AS, reader.MEMORY),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # not every system limits a process's memory
                resource.setrlimit(what, (most, most))
        with raw.open("rb") as stream:
            reader.write_into(folder, stream.read(limits.SIZE + 1))
        code = 0
    except BaseException as fault:
        with suppress(Exception):
            sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
            sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
