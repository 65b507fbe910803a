"""2,000 promises due at the same second: how soon after that second all are recorded, each once.

    python -m bench.watch

The watch looks twice a second, so half a second is added to what the work takes. It is handed the
instant instead of waiting for it.
"""

import time
from collections import Counter
from datetime import datetime, timedelta

from bench import ground

TICKETS, BAR = 2000, 5.0
PAUSE = 0.5  # between two looks of the watch


def main() -> None:
    """Measure and print."""
    with ground.desk():
        from troth.domain.ledger.models import Entry
        from troth.domain.promises.queries import differences

        due_at = opened()
        warnings = settled(due_at - timedelta(minutes=1))
        breaches = settled(due_at + timedelta(microseconds=1))
        told = Counter(
            Entry.objects.filter(kind="promise_broken").values_list("chain_id", flat=True)
        )
        once = len(told) == TICKETS and set(told.values()) == {1}
        print(f"load: {TICKETS:,} tickets whose response falls due at the same instant, one watch")
        ground.tell("all breaches recorded, after the second itself", breaches, BAR, "s")
        ground.tell("all warnings recorded, after their second", warnings, BAR, "s")
        print(f"each breach recorded once: {'yes' if once else 'NO'}")
        print(f"rows that differ from what the facts say: {sum(1 for _ in differences())}")


def opened() -> datetime:
    """Open the tickets as of one instant; return when their responses fall due."""
    from django.db import transaction

    from troth.domain.promises.models import Standing

    at = ground.now() - 3 * ground.HOUR
    with transaction.atomic():
        for index in range(TICKETS):
            ground.opened(f"due-{index}", at=at, person=index % 500, suggested="1")
    (due_at,) = set(Standing.objects.values_list("next_due_at", flat=True))
    assert due_at is not None
    return due_at


def settled(at: datetime) -> float:
    """Return how long after `at` the watch has dealt with everything due, at the worst."""
    from troth.domain.promises.watch import settle_due

    started = time.perf_counter()
    while settle_due(at):
        pass
    return PAUSE + time.perf_counter() - started


if __name__ == "__main__":
    main()
