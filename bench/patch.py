"""A patch announced to 10,000 tickets, each in its own thread, by a worker that is killed twice.

    python -m bench.patch [TICKETS]

The worker is `troth worker` as it is; the relay is our own (bench.relay) and counts each copy by
its Message-ID. The worker is killed with SIGKILL after a fifth and after half of the mails, and
started again. Everything, the relay included, is bound to two cores.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime, timedelta

from bench import ground, relay

TICKETS, CUSTOMERS, BAR = 10_000, 1_000, 120
BATCH = 500
KILLED_AT = (0.2, 0.5)


def main() -> None:
    """Measure and print."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with ground.desk(TROTH_MAIL=f"smtp://127.0.0.1:{port}"), relay.taking(port) as taken:
        defect = waiting(tickets)
        print(f"load: {tickets:,} tickets of {CUSTOMERS:,} customers wait for one defect")
        announce(defect)
        began, spent = time.monotonic(), 0.0
        for share in (*KILLED_AT, 1.0):
            spent += work(int(tickets * share), last=share == 1.0)
        seconds = time.monotonic() - began
        check(tickets, taken)
        ground.tell("accepted by the relay for all", seconds, BAR, "s")
        print(f"    {tickets / seconds:.0f} tickets a second; ms of a core for each, by the worker")
        print(f"    and its starts: {spent / tickets * 1000:.1f}")


def waiting(tickets: int) -> int:
    """Make tickets that wait for one defect, as their facts say; return the defect."""
    from troth.domain.defects.actions import recording

    at = ground.now() - timedelta(hours=1)
    defect = recording.enter(title="Captions lag", by=ground.agent(), at=at)
    for first in range(0, tickets, BATCH):
        _open(range(first, min(first + BATCH, tickets)), defect.pk, at)
    return defect.pk


def _open(numbers: range, defect: int, at: datetime) -> None:
    from django.db import transaction

    from troth.core.facts.kinds import DefectLinked, Reported, TermsSet
    from troth.domain.contracts import queries as contracts
    from troth.domain.customers.models import Address, Person
    from troth.domain.defects.models import Gathered
    from troth.domain.ledger.actions import Draft, content, name_of, next_number
    from troth.domain.promises.actions import Change, commit_many
    from troth.domain.promises.story import new_story
    from troth.domain.tickets.models import Ticket

    edition, _ = contracts.current(at)
    with transaction.atomic():
        people = Person.objects.bulk_create(
            Person(name=f"Person {one}", company=f"Company {one % CUSTOMERS}") for one in numbers
        )
        Address.objects.bulk_create(
            Address(person=one, value=f"person{one.pk}@customer.example") for one in people
        )
        changes, rows = [], []
        for person in people:
            number = next_number()
            body = content(number, {"subject": "Captions lag", "text": "They lag by 4 s."})
            reported = Reported(name_of(body), person.pk, "3")
            drafts = [
                Draft(reported, by=person.by, channel="mail", at=at),
                Draft(TermsSet(edition), by="desk"),
                Draft(DefectLinked(defect), by="agent:1"),
            ]
            changes.append(Change(new_story(number, at), drafts, [body]))
            rows.append(
                Ticket(
                    number=number,
                    standing_id=number,
                    prefix="IVT",
                    subject="Captions lag",
                    reporter=person,
                    edition_id=edition,
                    channel="mail",
                    opened_at=at,
                )
            )
        commit_many(changes, at=at)
        Ticket.objects.bulk_create(rows)
        Gathered.objects.bulk_create(Gathered(defect_id=defect, ticket=one) for one in rows)


def announce(defect: int) -> None:
    """Release the patch, as a pipeline would."""
    from troth.domain.defects.actions.announcing import release

    at = ground.now()
    notes = "Captions start at zero, and stay there. " * 10
    release("4.2.1", fixes=[defect], notes=notes, released_on=at.date(), by="hook:1", at=at)


def work(until: int, *, last: bool) -> float:
    """Let a worker work until so many mails are accepted, then kill it; return its CPU seconds."""
    command = [sys.executable, "-m", "troth.interfaces.cli", "worker"]
    environ = os.environ | {"PYTHONPATH": str(ground.ROOT / "src")}
    before = os.times().children_user + os.times().children_system
    worker = subprocess.Popen(command, env=environ, start_new_session=True)
    try:
        while accepted() < until:
            if worker.poll() is not None:
                raise SystemExit("the worker ended by itself")
            time.sleep(0.2)
    finally:
        os.killpg(worker.pid, signal.SIGTERM if last else signal.SIGKILL)
        worker.wait()
    return os.times().children_user + os.times().children_system - before


def accepted() -> int:
    """Return how many of the announcement's mails the relay is known to have accepted."""
    from troth.domain.defects import reach
    from troth.domain.defects.models import Announcement

    return reach.outcome(Announcement.objects.select_related("patch").get()).accepted


def check(tickets: int, taken: dict[str, int]) -> None:
    """See that each ticket was told once, and that copies followed unknown outcomes alone."""
    from troth.domain.defects import reach
    from troth.domain.defects.models import Announcement, Told
    from troth.domain.ledger.models import Entry
    from troth.domain.promises.queries import differences

    found = reach.outcome(Announcement.objects.select_related("patch").get())
    facts = Entry.objects.filter(kind="patch_released")
    assert facts.count() == Told.objects.count() == found.written == tickets, "told once each"
    copies = sum(taken.values()) - len(taken)
    assert len(taken) == tickets, f"{len(taken)} messages for {tickets} tickets"
    assert copies <= found.doubled, f"{copies} second copies, {found.doubled} unknown outcomes"
    wrong = next(iter(differences()), None)
    assert wrong is None, wrong
    print(f"    killed {len(KILLED_AT)} times: {copies} second copies, after {found.doubled} tries")
    print("    of unknown outcome; every promise and standing derived again is as stored")


if __name__ == "__main__":
    main()
