"""One ordeal: a desk, what is offered to it, what falls meanwhile, and the accounting after."""

import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.interfaces.channels.mail import dovecot
from tests.interfaces.channels.mail.dovecot import Dovecot
from tests.torture import relay
from tests.torture.offering import Offering, message
from tests.torture.relay import Relay

ROOT = Path(__file__).parents[2]
MARKER = re.compile(r"marker(\d{7})end")
LEAST = 3  # falls before it may be calm


@dataclass
class Outcome:
    """What an ordeal came to. `lost`, `doubled` and `unexplained` must be empty."""

    offered: int = 0
    by_imap: int = 0
    repeated: int = 0
    falls: Counter[str] = field(default_factory=Counter)
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    sent: int = 0
    copies: int = 0
    unexplained: list[str] = field(default_factory=list)
    verified: str = ""
    seconds: float = 0

    def __str__(self) -> str:
        return (
            f"offered {self.offered} ({self.by_imap} by IMAP, {self.repeated} more than once),"
            f" lost {len(self.lost)}, doubled {len(self.doubled)};"
            f" falls {sum(self.falls.values())} at {len(self.falls)} points;"
            f" sent {self.sent}, second copies {self.copies},"
            f" of those not after an unknown outcome {len(self.unexplained)};"
            f" {self.seconds:.0f} s\n{self.verified}"
        )


class Ordeal:
    """A whole desk in a home of its own, with a relay and, where there is one, a mailbox."""

    def __init__(self, home: Path, messages: int, seed: int, rate: float) -> None:
        self.home, self.messages, self.rate = home, messages, rate
        self.chance = random.Random(seed)
        self.seed = seed
        self.web, self.lmtp, self.hop = _ports(3)
        self.relay = Relay(random.Random(seed + 1))
        self.outcome = Outcome()
        self.calm = threading.Event()
        self.own_disk = False

    def go(self, patience: float) -> Outcome:
        """Put the desk through it; return what it came to.

        Raises:
            TimeoutError: the desk did not come to rest within `patience` seconds.
        """
        began = time.monotonic()
        with contextlib.ExitStack() as held:
            box = held.enter_context(_mailbox(self.home)) if dovecot.PROGRAM else None
            self.own_disk = held.enter_context(_own_disk(self.home / "attachments"))
            hop = relay.serve(self.relay, self.hop)
            held.callback(hop.stop)
            self._start(box)
            held.callback(self._stop)
            self._torture(box, began + patience)
            self._rest(began + patience)
            self._account()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _torture(self, box: Dovecot | None, until: float) -> None:
        (self.home / "begun").touch()  # a desk that is still being prepared has nothing to lose
        chance = random.Random(self.seed + 2)
        raws = [(number, message(number, chance)) for number in range(self.messages)]
        fetched = [one for one in raws if box is not None and one[0] % 4 == 0]
        delivered = [one for one in raws if one not in fetched]
        self.outcome.offered, self.outcome.by_imap = len(raws), len(fetched)
        killing = threading.Thread(target=self._kill)
        killing.start()
        putting = threading.Thread(target=self._put, args=(box, fetched))
        putting.start()
        filling = threading.Thread(target=self._fill_disk)
        filling.start()
        offers = Offering(self.lmtp, random.Random(self.seed + 3), delivered)
        offers.run(6, until)
        putting.join()
        while self._fallen() < LEAST and time.monotonic() < until:
            time.sleep(0.1)  # what was offered may be taken in before much has fallen
        self.calm.set()
        killing.join()
        filling.join()
        (self.home / "calm").touch()
        self.relay.calm = True
        self.outcome.repeated, self.outcome.refused = offers.repeated, offers.refused
        if offers.waiting:
            raise TimeoutError(f"{len(offers.waiting)} messages were never taken: {self._said()}")

    def _put(self, box: Dovecot | None, messages: list[tuple[int, bytes]]) -> None:
        """Put messages into the mailbox, and give it new numbers half way."""
        for place, (_, raw) in enumerate(messages):
            assert box is not None
            box.put(raw)
            if place == len(messages) // 2:
                box.renumber()
            time.sleep(0.02)

    def _kill(self) -> None:
        """Kill a part of the desk every few seconds, and one time in eight its database."""
        while not self.calm.wait(2 + 2 * self.chance.random()):
            fated = self._database() if self.chance.random() < 1 / 8 else self._parts()
            part, pid = self.chance.choice(fated or [("", 0)])
            if pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.outcome.falls[f"killed {part}"] += 1

    def _parts(self) -> list[tuple[str, int]]:
        """Return the desk's processes, as its supervisor wrote them down."""
        with contextlib.suppress(FileNotFoundError):
            lines = (self.home / "run.parts").read_text().splitlines()
            return [(_called(one), int(one.partition("\t")[0])) for one in lines]
        return []

    def _database(self) -> list[tuple[str, int]]:
        from troth.interfaces.cli.run.postgres import place

        for found in place.known(self.home).folder.glob("**/postmaster.pid"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                return [("database", int(found.read_text().splitlines()[0]))]
        return []

    def _fill_disk(self) -> None:
        """Leave no room for a while, where the store is on a disk of its own."""
        filler = self.home / "attachments" / "filler"
        if not self.own_disk or self.calm.wait(4):
            return
        with contextlib.suppress(OSError), filler.open("wb") as full:
            while True:
                full.write(bytes(1 << 16))
                full.flush()
        self.outcome.falls["the disk was full"] += 1
        self.calm.wait(3)
        filler.unlink(missing_ok=True)

    def _start(self, box: Dovecot | None) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
        kept.pop("DATABASE_URL", None)
        ways = [f"lmtp://127.0.0.1:{self.lmtp}", *([box.address] if box else [])]
        own = {
            "TROTH_HOME": str(self.home),
            "TROTH_PORT": str(self.web),
            "TROTH_DEMO": "yes",
            "TROTH_MAIL": f"smtp://127.0.0.1:{self.hop}",
            "TROTH_MAIL_IN": " ".join(ways),
            "PYTHONPATH": str(Path(__file__).parent / "falling"),
            "FALLING": f"{self.rate} {self.seed} {self.home}",
        }
        command = [sys.executable, "-m", "troth.interfaces.cli", "run"]
        with (self.home / "said").open("ab") as said:
            self.desk = subprocess.Popen(command, env=kept | own, stdout=said, stderr=said)
        self._until(time.monotonic() + 120, self._is_up, "the desk did not start")

    def _stop(self) -> None:
        self.desk.send_signal(signal.SIGTERM)
        try:
            self.desk.wait(60)
        except subprocess.TimeoutExpired:
            self.desk.kill()

    def _is_up(self) -> bool:
        with contextlib.suppress(OSError):
            for port in (self.lmtp, self.web):
                socket.create_connection(("127.0.0.1", port), 2).close()
            return True
        return False

    def _rest(self, until: float) -> None:
        """Wait until everything taken is on a ticket and everything to be sent has its end."""
        asked = """
            SELECT (SELECT count(*) FROM mailroom_inbound WHERE outcome = 'waiting')
                 + (SELECT count(*) FROM tickets_sending
                     WHERE state NOT IN ('accepted', 'not delivered'))
        """
        quiet = 0

        def rests() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self._asked(asked) == [(0,)] else 0
            return quiet > 5  # the mailbox may hold more that was not fetched yet

        self._until(until, rests, "the desk did not come to rest")

    def _account(self) -> None:
        found: Counter[int] = Counter()
        originals: dict[str, int] = {}
        for (body,) in self._asked("SELECT body FROM ledger_content"):
            told = body if isinstance(body, dict) else json.loads(body)
            raw = (told.get("raw") or {}).get("digest")
            if raw is None:
                continue
            path = self.home / "attachments" / raw[:2] / raw[2:4] / raw
            numbers = {
                int(one) for one in MARKER.findall(path.read_bytes().decode("utf-8", "replace"))
            }
            assert len(numbers) <= 1
            for number in numbers:
                found[number] += 1
                originals[raw] = number
        self.outcome.lost = [n for n in range(self.messages) if not found[n]]
        self.outcome.doubled = [n for n, count in found.items() if count > 1]
        self._account_for_sent()
        self.outcome.falls.update(self._fell())
        verify = [sys.executable, "-m", "troth.interfaces.cli"]
        environ = {**os.environ, "TROTH_HOME": str(self.home)}
        for words in (["mail", "verify", "--deep"], ["promises", "verify"]):
            told = subprocess.run([*verify, *words], capture_output=True, text=True, env=environ)
            self.outcome.verified += told.stdout + told.stderr
            assert told.returncode == 0, told.stdout + told.stderr

    def _account_for_sent(self) -> None:
        unsure = dict(
            self._asked(
                "SELECT message_id, unsure FROM tickets_sending"
                " UNION ALL SELECT message_id, unsure FROM notices_memo"
            )
        )
        self.outcome.sent = sum(self.relay.taken.values())
        for name, count in self.relay.taken.items():
            self.outcome.copies += count - 1
            if count - 1 > unsure.get(name, 0):
                self.outcome.unexplained.append(
                    f"{name}: {count} copies, {unsure.get(name)} unsure"
                )

    def _fallen(self) -> int:
        return self.outcome.falls.total() + self._fell().total()

    def _fell(self) -> Counter[str]:
        with contextlib.suppress(FileNotFoundError):
            return Counter((self.home / "falls").read_text().splitlines())
        return Counter()

    def _asked(self, question: str) -> list[tuple]:  # type: ignore[type-arg]
        from troth.interfaces.cli.run.postgres import cluster, place

        where = f"host={place.known(self.home).socket} user={cluster.ROLE} dbname=troth"
        try:
            with psycopg.connect(where, autocommit=True, connect_timeout=5) as database:
                return database.execute(question).fetchall()
        except psycopg.Error:
            return []

    def _until(self, until: float, done: Callable[[], bool], otherwise: str) -> None:
        while not done():
            if time.monotonic() > until or self.desk.poll() is not None:
                raise TimeoutError(f"{otherwise}:\n{self._said()}")
            time.sleep(0.3)

    def _said(self) -> str:
        return (self.home / "said").read_text(errors="replace")[-4_000:]


def _called(line: str) -> str:
    parts = ("granian", "worker", "watch", "mail run")
    return next((part for part in parts if part in line.rpartition("troth.")[2] + line), "part")


@contextlib.contextmanager
def _mailbox(home: Path) -> Iterator[Dovecot]:
    (home / "dovecot").mkdir()
    (home / "dovecot").chmod(0o711)
    with dovecot.running(home / "dovecot") as one:
        yield one


@contextlib.contextmanager
def _own_disk(folder: Path) -> Iterator[bool]:
    """Put a small disk under a folder, where this account may; say whether it could."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "troth-torture", str(folder)]
    done = os.getuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)


def _ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        free = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in free:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in free]


@contextlib.contextmanager
def ordeal(messages: int, seed: int, rate: float = 0.01) -> Iterator[Ordeal]:
    """Prepare an ordeal in a folder of its own, swept up afterwards."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Ordeal(Path(folder), messages, seed, rate)
