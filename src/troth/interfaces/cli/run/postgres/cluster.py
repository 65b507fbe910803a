"""One private cluster: made once, started, waited for, stopped, and started again after a fall."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TypedDict

from troth.interfaces.cli.run import lifeline, state
from troth.interfaces.cli.run.postgres import place, programs
from troth.interfaces.cli.run.postgres.account import Account, server_account

ROLE = "troth"
# A desk of one machine: small memory, real durability. Given on the command line, so that a
# cluster made by an older version of this file runs with today's values.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "",
    "log_checkpoints": "off",
    "logging_collector": "off",
}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LOG_KEPT = 5_000_000
PATIENCE = 30.0  # recovery after a fall may replay much


class Credentials(TypedDict, total=False):
    """Whom a child becomes; nothing, when it stays who it is."""

    user: int
    group: int
    extra_groups: list[int]


class NotStarted(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """The private PostgreSQL does not start; the words end with what it said last."""


class Cluster:
    """The private PostgreSQL of one home. `lasting=False` is for tests: nothing survives a fall."""

    def __init__(self, home: Path, chosen: Path | None = None, *, lasting: bool = True) -> None:
        """Find the programs and the place; nothing is made or started yet."""
        self.home = home
        self.lasting = lasting
        self.account: Account = server_account()
        state.make_home(home)
        with self._lock():
            self.place = place.settled(home, self.account)
            version = self.place.data / "PG_VERSION"
            made_by = int(version.read_text().split(".")[0]) if version.exists() else None
            self.programs = programs.find(self.account, chosen, made_by, place.SHARED)

    @property
    def log(self) -> Path:
        """Return where the server's words go."""
        return self.home / "postgres.log"

    def start(self) -> subprocess.Popen[bytes] | None:
        """Make the cluster if need be and start it; return when it answers.

        Starters that race get one cluster and one server: the first starts it and returns its
        process, the others return None. The server ends with the process that started it.

        Raises:
            NotStarted: it does not answer within half a minute.
        """
        with self._lock():
            if self.answers():
                return None
            if not (self.place.data / "PG_VERSION").exists():
                self._make()
            if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
                self.log.replace(self.log.with_suffix(".log.1"))
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                self._forget_the_dead()
                server = self._launch()
                while server.poll() is None and time.monotonic() < until:
                    if self.answers():
                        return server
                    time.sleep(0.02)
                # Servers of a killed predecessor may need a moment to let go of its memory.
                time.sleep(0.2)
                stop(server)
        raise NotStarted(f"The private PostgreSQL did not start. {self.log}:\n{self._last_words()}")

    def answers(self) -> bool:
        """Say whether a server takes connections on this cluster's socket."""
        asked = [self.programs.path("pg_isready"), "-q", "-h", str(self.place.socket)]
        asked += ["-d", "postgres", "-t", "2"]
        return subprocess.run(asked, check=False).returncode == 0  # noqa: S603

    def end_leftover(self) -> None:
        """Stop a server that outlived whoever started it, and wait until it is gone."""
        pid = self._postmaster()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + PATIENCE
        while self._postmaster() == pid and time.monotonic() < until:
            time.sleep(0.05)

    def _lock(self) -> contextlib.AbstractContextManager[None]:
        return state.locked(self.home / "postgres.lock")

    def _make(self) -> None:
        """Run initdb beside the data folder's name, so that a half-made cluster is never used."""
        fresh = self.place.folder / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        command = [self.programs.path("initdb"), "-D", str(fresh), "-U", ROLE, "-A", "peer"]
        command += ["-E", "UTF8", "--locale=C", *([] if self.lasting else ["--no-sync"])]
        done = subprocess.run(  # noqa: S603
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=self.place.folder,
            **self._credentials(),
        )
        if done.returncode != 0:
            raise NotStarted(f"initdb failed:\n{done.stdout}{done.stderr}")
        names = {self.account.name, pwd.getpwuid(os.geteuid()).pw_name}
        # Nobody but the account and the starter comes in, each known by the socket's own word.
        (fresh / "pg_hba.conf").write_text("local all all peer map=desk\n")
        (fresh / "pg_ident.conf").write_text(
            "".join(f'desk "{name}" {ROLE}\n' for name in sorted(names))
        )
        fresh.rename(self.place.data)

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = SETTINGS | ({} if self.lasting else QUICK)
        settings["unix_socket_directories"] = str(self.place.socket)
        settings["unix_socket_permissions"] = "0700"
        command = [self.programs.path("postgres"), "-D", str(self.place.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.place.folder,
                start_new_session=True,
                preexec_fn=lifeline.ends_with_parent(signal.SIGINT),  # noqa: PLW1509
                **self._credentials(),
            )

    def _credentials(self) -> Credentials:
        if self.account.is_me:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def _postmaster(self) -> int | None:
        """Return the pid of the server that runs on this data, if one does.

        The number in the pid file may by now belong to a stranger, so the process itself is
        asked which data it serves.
        """
        try:
            pid = int((self.place.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.place.data) in (lifeline.command_of(pid) or "") else None

    def _forget_the_dead(self) -> None:
        """Remove pid files of a server that is gone, whoever may bear its number now."""
        if self._postmaster() is None:
            (self.place.data / "postmaster.pid").unlink(missing_ok=True)
            (self.place.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""


def stop(server: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """Shut a server down in order, its clients cut off; at once when that takes too long."""
    for how, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if server.poll() is None:
            server.send_signal(how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(seconds)
