"""Parts forked from the supervisor: what all of them load is loaded, and in memory, once.

On Linux, where the kernel ties a child's life to its parent's. The supervisor has
one thread and no line to the database, so a fork of it is a clean beginning.
"""

import ctypes
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress

from troth.interfaces.cli.run import lifeline

POSSIBLE = sys.platform == "linux"
_SHARED = (
    "troth.interfaces.worker.dispatch",
    "troth.interfaces.worker.letting_in",
    "troth.interfaces.worker.timetable",
    "troth.interfaces.worker.watch",
)
_PR_SET_NAME = 15  # prctl(2)
_M_ARENA_MAX = -8  # mallopt(3)


def load(environ: Mapping[str, str]) -> None:
    """Load what every forked part needs, and keep the collector from touching it ever after."""
    import django

    os.environ.update(environ)
    django.setup()
    for name in _SHARED:
        importlib.import_module(name)
    from troth.interfaces.live.settling import set_apart

    set_apart()


class Forked:
    """A fork that runs `troth` with some words; to whoever watches over it, like a `Popen`."""

    def __init__(self, words: Sequence[str]) -> None:
        """Fork. Everything the fork says can be read from `stdout`."""
        reading, writing = os.pipe()
        tie = lifeline.ends_with_parent(signal.SIGTERM)
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                tie()
                _leave_all_behind(writing)
                _name(words[0])
            except BaseException:
                os._exit(70)
            _live(words)
        os.close(writing)
        self.stdout = os.fdopen(reading, "rb", 0)

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal; None while it runs."""
        self._wait(os.WNOHANG)
        return self.returncode

    def wait(self) -> int:
        """Wait for its end and return the exit status."""
        self._wait(0)
        return self.returncode or 0

    def _wait(self, how: int) -> None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, how)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)


def _leave_all_behind(writing: int) -> None:
    """Begin as a process does that was just started: no files of the parent's, no handlers."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (writing, 1), (writing, 2)):
        os.dup2(ours, theirs)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    sys.stdout = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115 - as a line is said
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115


def _name(word: str) -> None:
    """Take a name that `ps` and `top` show, and keep freed memory in few places."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NAME, f"troth-{word}".encode())
    with suppress(AttributeError):  # a C library without arenas
        libc.mallopt(_M_ARENA_MAX, 2)


def _live(words: Sequence[str]) -> None:
    from troth.interfaces.cli import main

    code: object = 70
    try:
        main(list(words), prog_name="troth")
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)
