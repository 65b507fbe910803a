"""Reading the mailroom: how much waits, and whether everything accepted is accounted for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, Q

from troth.domain.ledger.models import Entry
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.tickets.actions.delivery import TAKEN
from troth.domain.tickets.models import Arrival, Sending


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of all mail that was ever accepted. `received` is the sum of the others."""

    received: int
    outcomes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = " + ".join(f"{count:,} {name}" for name, count in self.outcomes.items())
        return f"{self.received:,} received = {parts or 'nothing'}"


def accounting() -> Accounting:
    """Count what was accepted, and each outcome by itself, in one statement."""
    counted = Inbound.objects.aggregate(
        received=Count("pk"),
        **{one.name: Count("pk", filter=Q(outcome=one)) for one in Inbound.Outcome},
    )
    outcomes = {one.value: counted[one.name] for one in Inbound.Outcome}
    return Accounting(counted["received"], outcomes)


def waiting() -> tuple[int, datetime | None]:
    """Return how many mails wait to be read, and since when the oldest does."""
    found = Inbound.objects.filter(outcome=Inbound.Outcome.WAITING).aggregate(
        count=Count("pk"), since=Min("received_at")
    )
    return found["count"], found["since"]


def troubled(limit: int = 50) -> list[Inbound]:
    """Return mails that could not be settled at the first try, the oldest first."""
    waits = Inbound.objects.filter(outcome=Inbound.Outcome.WAITING).exclude(last_error="")
    return list(waits.order_by("pk")[:limit])


def held(limit: int = 50) -> list[Inbound]:
    """Return the newest mails that wait for staff."""
    outcomes = (Inbound.Outcome.HELD, Inbound.Outcome.AUTOMATIC)
    rows = Inbound.objects.filter(
        outcome__in=outcomes, position__isnull=False, ticket__standing__held=True
    ).select_related("ticket")
    return list(rows.order_by("-pk")[:limit])


def reasons(tickets: Collection[int]) -> dict[int, str]:
    """Return why each of some held tickets is held, in the words of its entry."""
    rows = Entry.objects.filter(chain__in=tickets, kind="held").order_by("pk")
    return {chain: str(facts.get("why", "")) for chain, facts in rows.values_list("chain", "facts")}


def lost(limit: int = 50) -> list[Sending]:
    """Return the newest messages of ours that came back, or of which nobody knows."""
    states = (Sending.State.NOT_DELIVERED, Sending.State.UNKNOWN)
    rows = Sending.objects.exclude(state__in=TAKEN).filter(state__in=states)
    return list(rows.select_related("ticket").order_by("-pk")[:limit])


def aside(limit: int = 50) -> list[Inbound]:
    """Return the newest mails that became no entry: reports of machines, and our own come back."""
    rows = Inbound.objects.exclude(remark="").select_related("ticket")
    return list(rows.order_by("-pk")[:limit])


def mailboxes() -> list[Mailbox]:
    """Return every mailbox that was ever fetched from, by name."""
    return list(Mailbox.objects.order_by("name"))


def digests() -> Iterator[tuple[int, str]]:
    """Yield (id, digest) of every mail whose original is kept, for a comparison with the store."""
    rows = Inbound.objects.filter(forgotten_at=None).order_by("pk").values_list("pk", "digest")
    yield from rows.iterator(chunk_size=5_000)


def forgotten() -> set[str]:
    """Return the digests of originals that are to be kept no more, unless they came again."""
    rows = Inbound.objects.exclude(forgotten_at=None).values_list("digest", flat=True)
    return set(rows.iterator()) - {digest for _, digest in digests()}


def going_out() -> dict[str, int]:
    """Return how many messages of ours are not yet accepted by the next hop, by their state."""
    under_way = Sending.objects.exclude(state__in=TAKEN).order_by("state")
    return dict(under_way.values_list("state").annotate(count=Count("pk")))


def is_known(digest: str) -> bool:
    """Say whether a mail of exactly these bytes was ever accepted."""
    return Inbound.objects.filter(digest=digest).exists()


def has_arrived(key: str) -> bool:
    """Say whether the message of this identity is on a ticket, whatever bytes it came as."""
    return Arrival.objects.filter(key=key).exists()


def unaccounted(limit: int = 100) -> Iterator[str]:
    """Yield, in words, accepted mail whose outcome the tickets do not bear out."""
    ended = Inbound.objects.exclude(outcome=Inbound.Outcome.WAITING)
    on_tickets = ended.exclude(position=None)
    lost = ended.filter(position=None).exclude(outcome=Inbound.Outcome.AUTOMATIC)
    for row in lost.order_by("pk")[:limit]:
        yield f"{row}: it is on no ticket"
    for row in on_tickets.filter(ticket__arrivals=None).order_by("pk")[:limit]:
        yield f"{row}: ticket {row.ticket_id} has no arrival"
    only = on_tickets.exclude(outcome=Inbound.Outcome.DUPLICATE).values_list("ticket", "position")
    doubled = only.annotate(claims=Count("pk")).filter(claims__gt=1)
    for ticket, position, claims in doubled.order_by("ticket", "position")[:limit]:
        yield f"ticket {ticket}, entry {position}: {claims} mails claim to be it"
