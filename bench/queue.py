# ruff: noqa: A005
"""The queue at 100,000 open tickets beside the same at 1,000: what it reads, and its page.

    python -m bench.queue

1,000 tickets are opened and worked on by the desk's own actions; the others are copies of them
in every table, with numbers and due times of their own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bench import ground

if TYPE_CHECKING:
    from troth.domain.tickets.models import Ticket

FEW, MANY = 1_000, 100_000
BAR, WALL_BAR, GROWTH_BAR = 30, 50, 1.2
# Those that show fifty rows of 1,000 tickets too; of fewer rows there is nothing to compare.
GROWING = (
    "queue, all",
    "queue, untriaged",
    "queue, broken",
    "queue, severity=1",
    "queue, assignee=nobody",
    "queue page, at the server",
    "queue page, severity=1",
    "queue page, severity=2&last=customer&assignee=nobody",
)
# Common wishes, a rare one, and one that nothing answers to.
NARROWED = (
    "severity=1",
    "assignee=nobody",
    "severity=2&last=customer&assignee=nobody",
    "assignee=me&severity=1",
    "state=resolved",
    "channel=phone",
    "customer=1",
)
PAGES = ("severity=1", "severity=2&last=customer&assignee=nobody", "customer=1", "channel=phone")


def main() -> None:
    """Measure and print."""
    with ground.desk():
        fill()
        known()
        settled()
        print("load: open tickets of 500 people: 70 % untriaged, 2 % held, a third overdue, 10 %")
        print("assigned to the reader, 2 % closed with a word to decide on; a page is 50 rows")
        few = measure(FEW)
        copy()
        settled()
        many = measure(MANY)
        for what in GROWING:
            ground.tell(
                f"{what}, {MANY:,} beside {FEW:,}",
                many[what].best / few[what].best,
                GROWTH_BAR,
                "times, best",
            )


def measure(tickets: int) -> dict[str, ground.Took]:
    """Return how long each look at the queue takes, and print it."""
    from troth.domain.tickets import queries
    from troth.domain.tickets.matching import TABS

    user, now = ground.agent(), ground.now()
    looks = {f"queue, {only}": _reads(only) for only in TABS}
    looks |= {f"queue, {query}": _narrowed(query) for query in NARROWED}
    looks["counts"] = lambda: queries.counts(user, now=now)
    first = queries.queue(user, now=now)
    assert len(first) == queries.PAGE
    looks["queue page, at the server"] = ground.shown("/desk/", user)
    for query in PAGES:
        looks[f"queue page, {query}"] = ground.shown(f"/desk/queue/all?{query}", user)
    looks["wallboard, at the server"] = ground.shown("/desk/wall", user)
    print(f"at {tickets:,} open tickets; counts: {queries.counts(user, now=now)}")
    found = {what: ground.took(look) for what, look in looks.items()}
    for what, figure in found.items():
        ground.tell_time(what, figure, WALL_BAR if what.startswith("wallboard") else BAR)
    return found


def _reads(only: str) -> Callable[[], object]:
    from troth.domain.tickets import queries

    user, now = ground.agent(), ground.now()
    return lambda: queries.queue(user, now=now, only=only)


def _narrowed(query: str) -> Callable[[], object]:
    from troth.domain.tickets import queries
    from troth.domain.tickets.filter import read

    user, now = ground.agent(), ground.now()
    wanted, strange = read(parse_qsl(query), "123")
    assert not strange
    return lambda: queries.queue(user, now=now, wanted=wanted)


def fill() -> None:
    """Open the first tickets over two days, and do to each what its number says."""
    from django.db import transaction

    begin = ground.now() - timedelta(hours=30)
    with transaction.atomic():
        for index in range(FEW):
            at = begin + index * timedelta(seconds=100)
            ticket = ground.opened(
                f"few-{index}",
                at=at,
                person=index % 500,
                suggested="123"[index % 3],
                held="It could not be read." if index % 50 == 7 else None,
            )
            if index % 50 != 7:
                work_on(ticket, index, at)


def known() -> None:
    """Know whose people the reporters are: each company of theirs is a customer."""
    from troth.domain.customers.models import Customer, Person

    for company in sorted(set(Person.objects.values_list("company", flat=True))):
        customer = Customer.objects.create(name=company)
        Person.objects.filter(company=company).update(customer=customer)


def work_on(ticket: "Ticket", index: int, at: datetime) -> None:
    """Triage and answer, assign, or close and hear again, by the index of the ticket."""
    from troth.domain.ledger.models import Chain
    from troth.domain.tickets.actions import (
        assigning,
        closing,
        conversation,
        delivery,
        resolving,
        triage,
    )
    from troth.domain.tickets.models import Sending

    number, agent = ticket.number, ground.agent()

    def how() -> dict[str, Any]:
        return {"seen": Chain.objects.get(pk=number).position, "by": agent, "at": at}

    if index % 10 in (1, 4, 8):
        triage.triage(number, severity="123"[index % 3], reason="", **how())
        conversation.reply(number, text="We look into it.", **how())
    if index % 10 == 3:
        assigning.assign(number, agent_id=agent.pk, **how())
    if index % 50 == 21:
        resolving.resolve(number, how="fix", text="Install 4.2.1.", **how())
        for sending in Sending.objects.filter(ticket_id=number):
            delivery.accepted(number, sending.position, at=at)
        closing.close(number, reason="no_code_change", patch="", component="", **how())
        conversation.customer_wrote(
            number,
            text="It is back.",
            attachments=(),
            key=f"back-{index}",
            person_id=ticket.reporter_id,
            at=at,
        )


# Columns that tell copies apart; all others are copied as they are.
NUMBERED = {
    "ledger_chain": "id",
    "ledger_entry": "chain_id",
    "ledger_content": "chain_id",
    "promises_standing": "chain_id",
    "promises_storedpromise": "chain_id",
    "tickets_ticket": "number",
    "tickets_sending": "ticket_id",
    "tickets_arrival": "ticket_id",
}
TIMED = ("next_due_at", "next_warn_at", "queue_at", "next_act_at", "due_at")
CHANGED = {
    "standing_id": "{number}",
    "digest": "sha256(digest || copy::text::bytea)",
    "key": "key || '-' || copy",
    "message_id": "message_id || copy",
}


def copy() -> None:
    """Copy every ticket until there are `MANY`, each copy some seconds apart from the last."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) - min(id) + 1 FROM ledger_chain")
        span = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE ledger_content DISABLE TRIGGER USER")  # nothing is searched
        for table, column in NUMBERED.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND column_name <> CASE WHEN %s = 'id' THEN '' ELSE 'id' END",
                [table, column],
            )
            names = [row[0] for row in cursor.fetchall()]
            number = f"{column} + copy * {span}"
            values = []
            for name in names:
                if name == column:
                    values.append(number)
                elif name in TIMED:
                    values.append(f"\"{name}\" + copy * interval '0.97 s'")
                elif name in CHANGED:
                    values.append(CHANGED[name].format(number=number))
                else:
                    values.append(f'"{name}"')
            listed = ", ".join(f'"{name}"' for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)}"
                f" FROM {table}, generate_series(1, {MANY // FEW - 1}) AS copy"
            )
        cursor.execute("ALTER TABLE ledger_content ENABLE TRIGGER USER")


def settled() -> None:
    """Let the database look at what it holds, as autovacuum soon would."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
