"""Tie a child's life to its parent's, so that a killed supervisor leaves nothing behind."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # prctl(2)
# Loaded here, because a forked child should load nothing before it becomes another program.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def ends_with_parent(how: signal.Signals) -> Callable[[], None]:
    """Return what a fresh child calls so that the kernel sends it `how` when its parent ends.

    Linux only; elsewhere the next start ends what was left. The thread that forks must live
    as long as the parent, so call from the main thread.
    """
    parent = os.getpid()

    def tie() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(how))
        if os.getppid() != parent:  # it ended before the tie was made
            os.kill(os.getpid(), signal.SIGKILL)

    return tie
