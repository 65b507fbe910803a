"""Mail: a burst accepted and worked off, a steady stream, and replies beside new messages.

    python -m bench.mail

`troth run` starts the desk as it is, listening for LMTP; accepted means that the raw bytes are
fsynced and the row is committed. Everything, the load included, is bound to two cores; mail that
goes out is kept in the demo's outbox.
"""

import os
import socket
import statistics
import tempfile
import time
from pathlib import Path

import psycopg

from bench import ground, mail_load
from bench.intake_desk import Desk, running

BURST, STEADY, REPLIES = 5_000, 600, 1_000
ACCEPT_BAR, READ_BAR, STEADY_BAR, REPLY_BAR = 200, 40, 2.0, 1.2
PACE = 20
MEMORY_BAR = 450


def main() -> None:
    """Measure and print."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    home = Path(tempfile.mkdtemp(prefix="troth-bench-"))
    with (
        running(home, TROTH_MAIL_IN=f"lmtp://127.0.0.1:{port}") as desk,
        psycopg.connect(desk.database, autocommit=True) as database,
    ):
        mail_load.deliver(port, [mail_load.new(number) for number in range(200)])
        drained(database)
        burst(desk, database, port)
        steady(database, port)
        replies(database, port)


def burst(desk: Desk, database: psycopg.Connection, port: int) -> None:
    """Deliver a burst as fast as it is accepted, and work it off."""
    print(f"load: {BURST:,} new messages of 500 people over 8 connections of LMTP")
    messages = [mail_load.new(10_000 + number) for number in range(BURST)]
    spent, began = desk.spent(), time.monotonic()
    seconds, _ = mail_load.deliver(port, messages)
    ground.tell("accepted in a burst", BURST / seconds, ACCEPT_BAR, "/s", at_least=True)
    most = drained(database, desk)
    rate = BURST / (time.monotonic() - began)
    ground.tell("read and on the desk, burst and all", rate, READ_BAR, "/s", at_least=True)
    spent = {part: now - spent.get(part, 0) for part, now in desk.spent().items()}
    each = "; ".join(f"{part} {took / BURST * 1000:.1f}" for part, took in spent.items())
    print(f"    ms of a core for each message, its receipt included: {each}")
    ground.tell("web, worker, watch, mailroom and database", most, MEMORY_BAR, "MiB")


def steady(database: psycopg.Connection, port: int) -> None:
    """Deliver at a steady pace; tell how long each took from acceptance to the desk."""
    messages = [mail_load.new(50_000 + number) for number in range(STEADY)]
    mail_load.deliver(port, messages, pace=PACE)
    drained(database)
    rows = database.execute(
        "SELECT extract(epoch FROM settled_at - received_at)::float8 FROM mailroom_inbound"
        " ORDER BY id DESC LIMIT %s",
        [STEADY],
    ).fetchall()
    took = sorted(row[0] for row in rows)
    late = took[int(len(took) * 0.95)]
    print(f"load: {STEADY} messages at a steady {PACE} a second")
    ground.tell("from acceptance to the desk, p95", late, STEADY_BAR, "s")
    print(f"{'    the median':<52}{statistics.median(took):>8.2f} s")


def replies(database: psycopg.Connection, port: int) -> None:
    """Deliver new messages and replies in turn; tell what a reply costs beside a new one."""
    ours = database.execute(
        "SELECT message_id FROM tickets_sending ORDER BY id DESC LIMIT %s", [REPLIES]
    ).fetchall()
    people = database.execute(
        "SELECT message_id, split_part(split_part(\"to\", '@', 1), 'person', 2)::int"
        " FROM tickets_sending WHERE message_id = ANY(%s)",
        [[row[0] for row in ours]],
    ).fetchall()
    print(f"load: {len(people):,} new messages, then as many replies that thread")
    fresh = [mail_load.new(100_000 + number) for number in range(len(people))]
    answers = [
        mail_load.reply(200_000 + index * 500 + person, reference)
        for index, (reference, person) in enumerate(people)
    ]
    costs = []
    for messages in (fresh, answers):
        began = time.monotonic()
        mail_load.deliver(port, messages)
        drained(database)
        costs.append((time.monotonic() - began) / len(messages))
    ground.tell("a reply beside a new message", costs[1] / costs[0], REPLY_BAR, "times")
    joined = database.execute(
        "SELECT count(*) FROM (SELECT * FROM mailroom_inbound ORDER BY id DESC LIMIT %s) AS last"
        " WHERE outcome = 'on a ticket' AND position > 1",
        [len(answers)],
    ).fetchone()
    print(f"{'    replies that joined their ticket':<52}{joined[0] if joined else 0:>8}")


def drained(database: psycopg.Connection, desk: Desk | None = None) -> float:
    """Wait until every accepted mail is settled; return the highest memory seen, in MiB."""
    most, looked = 0.0, 0.0
    while True:
        row = database.execute(
            "SELECT count(*) FROM mailroom_inbound WHERE outcome = 'waiting'"
        ).fetchone()
        if desk is not None and time.monotonic() - looked > 2:
            looked = time.monotonic()
            most = max(most, sum(desk.memory().values()))
        if row is None or not row[0]:
            return most
        time.sleep(0.05)


if __name__ == "__main__":
    main()
