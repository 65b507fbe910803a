"""A reader that forks: a process that may be killed, without the cost of a start.

    python -m troth.interfaces.channels.mail.forking

Reads lines of JSON from standard input, `{"raw": PATH, "folder": PATH}`, and
answers each with one: `{}` when FOLDER holds what was read (`found.json` and
the files), or `{"failed": "why"}`. A child reads, a message at a time, under
limits of time and memory, and takes nothing with it when it is killed. One that
failed, has grown, or has read enough is replaced by a fresh one.
"""

import codecs
import gc
import json
import os
import resource
import select
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
ENOUGH = 100  # messages read by one child
GROWN = 64 * 1024 * 1024  # bytes that a child may keep of what it has read
_LAST = "last"


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever started us
    _warm()
    child: Child | None = None
    for line in sys.stdin.buffer:
        try:
            child = child or Child()
            answer = child.ask(line)
        except BrokenPipeError:  # it was ended while it had nothing to do
            child = Child()
            answer = child.ask(line)
        if answer.get("failed") and child.read and not child.hangs:
            child.end()  # what it read before may be to blame: a message is judged by a fresh one
            child = Child()
            answer = child.ask(line)
        if answer.pop(_LAST, False):
            child.end()
            child = None
        sys.stdout.write(json.dumps(answer) + "\n")
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


class Child:
    """A fork of this process that reads messages, one after the other."""

    def __init__(self) -> None:
        self.read, self.hangs = 0, False
        asked, self._asking = os.pipe()
        self._hearing, answering = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._asking)
            os.close(self._hearing)
            _serve(asked, answering)
        os.close(asked)
        os.close(answering)

    def ask(self, line: bytes) -> dict[str, object]:
        """Return the child's answer, or why there is none."""
        os.write(self._asking, line)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._hearing, selectors.EVENT_READ)
            if not waiting.select(PATIENCE):
                self.hangs = True
                return {"failed": f"it took more than {PATIENCE:.0f} s", _LAST: True}
        said = os.read(self._hearing, select.PIPE_BUF)
        if not said:
            status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            self.pid = 0
            return {"failed": f"the reader ended with {status}", _LAST: True}
        answer: dict[str, object] = json.loads(said)
        self.read += not answer.get("failed")
        return answer

    def end(self) -> None:
        """End the child, whatever it is at."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._asking)
        os.close(self._hearing)


def _serve(asked: int, answering: int) -> None:
    """Read what is asked for and leave; nothing of the parent's is used or closed again."""
    code = 1
    try:
        _limit(resource.RLIMIT_AS, reader.MEMORY)
        _limit(resource.RLIMIT_CORE, 0)
        began = _kept_bytes()
        with os.fdopen(asked, "rb", closefd=False) as lines:
            for count, line in enumerate(lines, 1):
                _limit(resource.RLIMIT_CPU, int(time.process_time()) + 1 + reader.SECONDS)
                failed = _read(json.loads(line))
                is_last = bool(failed) or count >= ENOUGH or _kept_bytes() - began > GROWN
                answer = {"failed": failed, _LAST: is_last} if failed else {_LAST: is_last}
                os.write(answering, json.dumps(answer).encode())
        code = 0
    finally:
        os._exit(code)


def _read(asked: dict[str, str]) -> str:
    """Read a message into its folder; return why that failed, or nothing."""
    try:
        with Path(asked["raw"]).open("rb") as stream:
            reader.write_into(Path(asked["folder"]), stream.read(limits.SIZE + 1))
    except BaseException as fault:
        return f"{type(fault).__name__}: {fault}"[:500]
    return ""


def _limit(what: int, most: int) -> None:
    """Limit this process; a limit of time ends it, and may be set again for the next message."""
    with suppress(ValueError, OSError):  # not every system limits a process's memory
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _kept_bytes() -> int:
    """Return how much memory this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
