"""Tickets created through the web form of a whole desk, everything on two cores.

    python -m bench.intake

`troth run` starts the desk as it is: two web workers, worker, watch and a private PostgreSQL that
writes to disk; demo mode, so that mail goes to the outbox. The load is our own: a few connections
that post the form again and again, and pause while receipts wait to be sent, so that the worker
keeps up; the clock stops when the last receipt has gone. Beside it, in the same run, the same rows
written by hand-made SQL in one transaction each.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench import ground
from bench.intake_by_hand import Template
from bench.intake_desk import Desk, running
from bench.intake_load import Load

TICKETS, WARM = 3_000, 300
CONNECTIONS = 8
MOST_WAITING = 100  # receipts; above it the load pauses
BAR, AIM, MEMORY_BAR = 100, 200, 450


def main() -> None:
    """Measure and print."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)  # inherited by all that is started here
    home = Path(tempfile.mkdtemp(prefix="troth-bench-"))
    with running(home) as desk, psycopg.connect(desk.database, autocommit=True) as database:
        print(f"load: {TICKETS:,} reports of 500 people by multipart POST over {CONNECTIONS}")
        print(f"connections (bench.intake_load), paused above {MOST_WAITING} waiting receipts")
        post(desk, database, WARM)
        spent, own, all_before, began = desk.spent(), time.process_time(), busy(), time.monotonic()
        rate, memory = measure(desk, database)
        all_spent, seconds = busy() - all_before, time.monotonic() - began
        spent = {part: now - spent.get(part, 0) for part, now in desk.spent().items()}
        spent["load"] = time.process_time() - own
        ground.tell(
            "tickets by HTTP POST, receipts sent, in a second", rate, BAR, "/s", at_least=True
        )
        ground.tell("the same beside the aim", rate, AIM, "/s", at_least=True)
        each = "; ".join(f"{part} {took / TICKETS * 1000:.1f}" for part, took in spent.items())
        print(f"    ms of a core for each ticket: {each}")
        others, idle = all_spent - sum(spent.values()), len(cores) * seconds - all_spent
        print(f"    in all {sum(spent.values()) / TICKETS * 1000:.1f}; of the cores' time", end="")
        print(f" {others / seconds / len(cores):.0%} went to others,", end="")
        print(f" {idle / seconds / len(cores):.0%} to nobody")
        for name, size in memory.items():
            print(f"    PSS of {name:<43}{size:>9.1f} MiB")
        ground.tell("web, worker, watch and database", sum(memory.values()), MEMORY_BAR, "MiB")
        template = Template(database)
        by_hand = template.rate(desk.database, TICKETS)
        print(f"{'the same rows by hand-made SQL, two connections':<52}{by_hand:>8.1f} /s")
        print(f"{'HTTP beside hand-made SQL':<52}{rate / by_hand:>8.2f} times")


def measure(desk: Desk, database: psycopg.Connection) -> tuple[float, dict[str, float]]:
    """Return tickets a second, and the memory of each part in MiB at its highest sum."""
    memory: dict[str, float] = {}

    def look() -> None:
        nonlocal memory
        now = desk.memory()
        if sum(now.values()) > sum(memory.values()):
            memory = now

    seconds = post(desk, database, TICKETS, look)
    return TICKETS / seconds, memory


def post(
    desk: Desk, database: psycopg.Connection, tickets: int, look: Callable[[], None] = lambda: None
) -> float:
    """Post reports; return the seconds until all are tickets and all their receipts have gone."""
    before = _tickets(database)
    load = Load(desk.port, tickets, CONNECTIONS)
    load.start()
    looked = 0.0
    while load.is_alive() or waiting(database):
        load.pause(waiting(database) > MOST_WAITING)
        if time.monotonic() - looked > 2:
            looked = time.monotonic()
            look()
        time.sleep(0.05)
    seconds = time.monotonic() - load.began
    load.check()
    made = _tickets(database) - before
    assert made == tickets, f"{made} tickets of {tickets} reports"
    return seconds


def busy() -> float:
    """Return the seconds that all cores of this machine have worked so far."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    ticks = sum(map(int, fields)) - int(fields[3]) - int(fields[4])
    return ticks / os.sysconf("SC_CLK_TCK")


def waiting(database: psycopg.Connection) -> int:
    """Return how many receipts wait to be sent, or are being sent."""
    row = database.execute(
        "SELECT count(*) FROM tickets_sending WHERE next_try_at IS NOT NULL"
    ).fetchone()
    assert row is not None
    return int(row[0])


def _tickets(database: psycopg.Connection) -> int:
    row = database.execute("SELECT count(*) FROM tickets_ticket").fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()
