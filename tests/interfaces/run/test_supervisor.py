"""The whole desk: what falls gets up, what stops leaves nothing, a second one is told so."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from troth.interfaces.cli.run.lifeline import command_of
from troth.interfaces.cli.run.port import is_well

RUN = [sys.executable, "-m", "troth.interfaces.cli", "run"]
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc who is there")


class Desk:
    """A desk of its own home and port, as an operator would start it."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
        kept.pop("DATABASE_URL", None)
        self.environ = kept | {"TROTH_HOME": str(home), "TROTH_PORT": str(port)}
        self.supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        with (self.home / "said").open("ab") as said:
            self.supervisor = subprocess.Popen(RUN, env=self.environ, stdout=said, stderr=said)
        assert until(self.is_well, 180), self.said
        return self.supervisor

    def second(self, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            RUN, env=self.environ | environ, capture_output=True, text=True, check=False, timeout=60
        )

    def is_well(self) -> bool:
        return is_well("127.0.0.1", self.port)

    def part(self, word: str) -> int:
        """The process whose command ends in or names this word, as the supervisor wrote down."""
        lines = (self.home / "run.parts").read_text().splitlines()
        return next(int(line.split("\t")[0]) for line in lines if word in line)

    def alive(self) -> list[str]:
        """Every process that was started for this home."""
        mark = f"TROTH_HOME={self.home}\0".encode()
        data = (self.home / "postgres.place", self.home / "postgres")
        place = data[0].read_text() if data[0].exists() else str(data[1])
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    said = command_of(int(folder.name)) or ""
                    if said and (place in said or mark in (folder / "environ").read_bytes()):
                        found.append(said)
                except OSError:
                    continue
        return found

    @property
    def said(self) -> str:
        return (self.home / "said").read_text()


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """One desk for the module, since a start takes seconds; tests leave it running."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        one = Desk(Path(folder), port)
        one.start()
        yield one
        if one.supervisor and one.supervisor.poll() is None:
            one.supervisor.terminate()
            one.supervisor.wait(30)


def test_a_second_desk_in_the_same_home_is_told_so(desk: Desk) -> None:
    second = desk.second()

    assert second.returncode == 1
    assert "A desk already runs in" in second.stderr


def test_a_port_in_use_is_told_before_anything_starts(desk: Desk, tmp_path: Path) -> None:
    second = desk.second(TROTH_HOME=str(tmp_path))

    assert second.returncode == 1
    assert f"Port {desk.port} is in use by another program. Set TROTH_PORT" in second.stderr
    assert not (tmp_path / "postgres").exists()


def test_nonsense_refuses_to_start(desk: Desk) -> None:
    second = desk.second(TROTH_PROT="80", TROTH_CLOCK="+3h")

    assert second.returncode == 1
    assert "TROTH_PROT: found '80'" in second.stderr
    assert "TROTH_CLOCK: found '+3h'; allowed is no value outside a demo" in second.stderr


@pytest.mark.parametrize("word", ["cli watch", "cli worker", "granian"])
def test_a_part_that_is_killed_is_started_again(desk: Desk, word: str) -> None:
    killed = desk.part(word)
    os.kill(killed, signal.SIGKILL)

    assert until(lambda: desk.part(word) != killed and desk.is_well(), 90), desk.said
    assert command_of(killed) is None


@linux
def test_a_killed_database_is_started_again_and_all_is_well(desk: Desk) -> None:
    pointer = desk.home / "postgres.place"
    place = Path(pointer.read_text()) if pointer.exists() else desk.home / "postgres"
    pid_file = place / "data" / "postmaster.pid"
    killed = int(pid_file.read_text().split()[0])
    os.kill(killed, signal.SIGKILL)

    def is_back() -> bool:
        return pid_file.exists() and int(pid_file.read_text().split()[0]) != killed

    assert until(is_back, 90), desk.said
    assert until(desk.is_well, 90), desk.said


@linux
def test_a_killed_supervisor_leaves_nothing_and_the_next_start_recovers(desk: Desk) -> None:
    assert desk.supervisor is not None
    desk.supervisor.kill()
    desk.supervisor.wait()

    assert until(lambda: not desk.alive(), 90), desk.alive()
    desk.start()


@linux
def test_ctrl_c_stops_everything(desk: Desk) -> None:
    supervisor = desk.supervisor
    assert supervisor is not None
    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(90) == 0
    assert desk.alive() == []
    assert not (desk.home / "run.parts").exists()
