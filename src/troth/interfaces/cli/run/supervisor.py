"""The supervisor: starts the parts in order, starts again what falls, stops all in order."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time

from troth.interfaces.cli.run import announce, forked, lifeline, port, prepared
from troth.interfaces.cli.run.environment import Environment
from troth.interfaces.cli.run.parts import Part, end_leftovers, remember
from troth.interfaces.cli.run.postgres.account import NoAccount
from troth.interfaces.cli.run.postgres.cluster import Cluster, NotStarted, stop
from troth.interfaces.cli.run.postgres.programs import NoPrograms

TROTH = [sys.executable, "-m", "troth.interfaces.cli"]
PATIENCE = 8.0  # for the parts to finish what they are at


class Supervisor:
    """One desk. A single thread: signals wake it, and it looks at what changed."""

    def __init__(self, env: Environment) -> None:
        """Take what the operator set; nothing is started yet."""
        self.env = env
        self.environ = os.environ | {
            "TROTH_HOME": str(env.home),
            "DJANGO_SETTINGS_MODULE": "troth.project.settings",
            "PYTHONUNBUFFERED": "1",
            "MALLOC_ARENA_MAX": "2",  # threads otherwise keep much freed memory to themselves
        }
        self.parts: list[Part] = []
        self.cluster: Cluster | None = None
        self.server: subprocess.Popen[bytes] | None = None
        self.asked_to_stop = 0
        self.listening = selectors.DefaultSelector()
        self.voice = announce.Voice(["prepare", "web", "worker", "watch", "mailroom", "database"])

    def run(self) -> int:
        """Run the desk until it is told to stop; return the exit status."""
        self._listen_for_signals()
        lifeline.adopt_orphans()
        try:
            return self._run()
        except (NotStarted, NoPrograms, NoAccount, OSError) as fault:
            self.voice.say("database", str(fault))
            return 1
        finally:
            self._stop()

    def _run(self) -> int:
        times = announce.Times()
        if end_leftovers(self.env.home / "run.parts"):
            self.voice.say("run", "ended what an earlier desk had left behind")
        if not self.env.database_url:
            self.cluster = Cluster(self.env.home, self.env.pg_bin)
            self.cluster.end_leftover()
            self.server = self.cluster.start()
            times.part("database")
        if not self._prepared():
            return 0 if self.asked_to_stop else 1
        times.part("preparing")
        web, *behind = self._desk()
        self.parts.append(web)
        self._start(web)
        if forked.POSSIBLE:
            forked.load(self.environ)  # while the web does so, too
        for part in behind:
            self.parts.append(part)
            self._start(part)
        told = False
        while not self.asked_to_stop:
            self._look(0.05 if not told else 1.0)
            if not told and port.is_well(self.env.host, self.env.port):
                told = True
                times.part("first answer")
                self.voice.plain(announce.addresses(self.env, times))
        return 0

    def _prepared(self) -> bool:
        """Bring database and files up to date, where need be; say whether that went well."""
        kept = self.cluster.place.folder / "prepared" if self.cluster else None
        if kept and prepared.is_done(self.env, kept):
            return True
        part = Part("prepare", [*TROTH, "prepare"], self.environ)
        self.parts.append(part)
        self._start(part)
        while part.is_alive and not self.asked_to_stop:
            self._hear(0.2)
        self._hear(0)
        code = part.process.returncode if part.process and not part.is_alive else 1
        if not self.asked_to_stop:
            self._forget(part)
        if kept and code == 0:
            kept.write_text(prepared.mark(self.env))
        return code == 0

    def _desk(self) -> list[Part]:
        web = [sys.executable, "-m", "granian", "troth.project.asgi:application"]
        web += ["--interface", "asgi", "--host", self.env.host, "--port", str(self.env.port)]
        web += ["--workers", "2", "--backpressure", "2000", "--http", "1", "--no-ws"]
        web += ["--respawn-failed-workers", "--respawn-interval", "0.2"]
        web += ["--workers-kill-timeout", "3", "--log-level", "warning", "--no-access-log"]
        return [
            Part("web", web, self.environ),
            self._behind("worker", "worker"),
            self._behind("watch", "watch"),
            self._behind("mailroom", "mail", "run"),
        ]

    def _behind(self, name: str, *words: str) -> Part:
        forks = len(words) if forked.POSSIBLE else 0
        return Part(name, [*TROTH, *words], self.environ, forks=forks)

    def _look(self, seconds: float) -> None:
        """Wait a moment for words and falls, and start again what fell and whose pause is over."""
        self._hear(seconds)
        now = time.monotonic()
        for part in self.parts:
            if part.process is not None and not part.is_alive:
                self._hear(0)
                self.listening.unregister(part.process.stdout)  # type: ignore[arg-type]
                how = part.fell(now)
                self.voice.say(part.name, f"ended ({how}); starting again")
            if part.process is None and now >= part.again_at:
                self._start(part)
        if self.cluster and self.server and self.server.poll() is not None:
            self.voice.say("database", "ended; starting again")
            with contextlib.suppress(NotStarted):  # tried again at the next look
                self.server = self.cluster.start() or self.server

    def _start(self, part: Part) -> None:
        part.start()
        assert part.process is not None  # noqa: S101 - just started
        self.listening.register(part.process.stdout, selectors.EVENT_READ, part)  # type: ignore[arg-type]
        remember(self.env.home / "run.parts", self.parts)

    def _forget(self, part: Part) -> None:
        if part.process is not None:
            self.listening.unregister(part.process.stdout)  # type: ignore[arg-type]
            part.fell(time.monotonic())
        self.parts.remove(part)

    def _hear(self, seconds: float) -> None:
        for key, _ in self.listening.select(seconds):
            if isinstance(key.data, Part):
                for line in filter(str.strip, key.data.words()):
                    self.voice.say(key.data.name, line)
            else:
                with contextlib.suppress(BlockingIOError):
                    os.read(key.fd, 4096)

    def _listen_for_signals(self) -> None:
        """Let signals wake the loop through a pipe; handlers only take note."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        self.listening.register(reading, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, self._asked)

    def _asked(self, *_: object) -> None:
        self.asked_to_stop += 1

    def _stop(self) -> None:
        """Stop the parts, then the database they use; a second Ctrl-C hurries the parts."""
        asked = self.asked_to_stop
        if asked:
            self.voice.say("run", "stopping")
        for part in self.parts:
            part.signal(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while any(part.is_alive for part in self.parts) and time.monotonic() < until:
            if self.asked_to_stop > max(asked, 1):
                break
            self._hear(0.05)
        self._hear(0)
        for part in list(self.parts):
            self._forget(part)
        if self.server is not None:
            stop(self.server)
        (self.env.home / "run.parts").unlink(missing_ok=True)
        if asked:
            self.voice.say("run", "stopped")
