"""Tie a child's life to its parent's, and recognise a process that outlived it all the same."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
PR_SET_CHILD_SUBREAPER = 36
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


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent ends, so that they can be waited for.

    Linux only; elsewhere, and in their own time, they become the first process's.
    """
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def sweep(group: int, patience: float = 2.0) -> None:
    """Kill what is left of a process group, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    until = time.monotonic() + patience
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitpid(-group, os.WNOHANG) == (0, 0):
                time.sleep(0.01)


def command_of(pid: int) -> str | None:
    """Return the command line of a living process, or None; a zombie counts as dead."""
    proc = Path("/proc/self/cmdline")
    try:
        if proc.exists():
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
            return raw.rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace") or None
        asked = ["ps", "-ww", "-o", "stat=,args=", "-p", str(pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    standing, _, command = said.strip().partition(" ")
    return None if standing.startswith("Z") else command.strip() or None


def born(pid: int) -> str | None:
    """Return when a living process began, so that no other passes for it; None for a dead one."""
    try:
        if Path("/proc/self/stat").exists():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            return None if fields[0] in "ZX" else f"{fields[19]} of {boot}"
        asked = ["ps", "-o", "lstart=", "-p", str(pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return said.strip() or None
