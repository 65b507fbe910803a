"""One home, one cluster: whoever races for it, and whatever fell before."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from troth.interfaces.cli.run.postgres import place
from troth.interfaces.cli.run.postgres.cluster import Cluster, stop

STARTER = """
import sys
from pathlib import Path
from troth.interfaces.cli.run.postgres.cluster import Cluster, stop
cluster = Cluster(Path(sys.argv[1]), lasting=False)
server = cluster.start()
print("started" if server else "joined", flush=True)
sys.stdin.read()
if server:
    stop(server)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of its own, in a short path that any account may enter."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def asked(cluster: Cluster, question: str) -> object:
    where = f"host={cluster.place.socket} user=troth dbname=postgres"
    with psycopg.connect(where, autocommit=True) as own:
        row = own.execute(question).fetchone()
    return row and row[0]


def test_eight_starters_at_once_make_one_cluster_and_one_server(home: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(home)]
    racing = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    said = sorted(str(one.stdout and one.stdout.readline().strip()) for one in racing)

    assert said == ["joined"] * 7 + ["started"]
    for one in racing:
        one.communicate()


def test_a_killed_server_recovers_with_what_it_had_promised(home: Path) -> None:
    cluster = Cluster(home)
    first = cluster.start()
    assert first is not None
    with psycopg.connect(f"host={cluster.place.socket} user=troth dbname=postgres") as own:
        own.execute("create table kept as select 7 as number")
    first.kill()
    first.wait()

    again = cluster.start()

    assert again is not None
    try:
        assert asked(cluster, "select number from kept") == 7
        assert asked(cluster, "show fsync") == "on"
    finally:
        stop(again)


def test_a_pid_file_whose_number_a_stranger_bears_is_no_hindrance(home: Path) -> None:
    cluster = Cluster(home, lasting=False)
    server = cluster.start()
    assert server is not None
    left = (cluster.place.data / "postmaster.pid").read_text().splitlines()
    stop(server)
    left[0] = str(os.getpid())
    (cluster.place.data / "postmaster.pid").write_text("\n".join(left))
    (cluster.place.socket / ".s.PGSQL.5432.lock").write_text("\n".join(left))

    again = cluster.start()

    assert again is not None
    stop(again)


def test_a_server_ends_with_the_process_that_started_it(home: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == "started\n"
    starter.send_signal(signal.SIGKILL)
    starter.communicate()
    cluster = Cluster(home, lasting=False)
    cluster.end_leftover()

    assert not cluster.answers()


def test_a_second_look_finds_the_same_cluster(home: Path) -> None:
    first = Cluster(home, lasting=False)
    server = first.start()
    assert server is not None
    try:
        assert Cluster(home, lasting=False).place == first.place == place.known(home)
    finally:
        stop(server)


def test_nobody_else_comes_in(home: Path) -> None:
    cluster = Cluster(home, lasting=False)
    server = cluster.start()
    assert server is not None
    try:
        assert cluster.place.socket.stat().st_mode & 0o077 == 0
        assert cluster.place.data.stat().st_mode & 0o077 == 0
        assert asked(cluster, "show listen_addresses") == ""
    finally:
        stop(server)


def test_a_home_with_a_long_path_still_has_a_socket(home: Path) -> None:
    deep = home / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)

    socket = place.known(deep).socket

    assert len(os.fsencode(socket / ".s.PGSQL.5432")) <= 103
    assert socket == place.known(deep).socket
