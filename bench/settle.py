"""A ticket with 2,000 entries: reading it under its lock, settling it, and adding one more fact.

    python -m bench.settle

The ticket has notes, words of the customer, our answers by mail with their acceptance, and among
them calls typed in late and bounces, which have the past read again.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bench import ground

if TYPE_CHECKING:
    from troth.domain.ledger.actions import Draft

ENTRIES, BAR = 2000, 50
NOTHING = "0" * 64  # no content is looked up here
EVERY = 100  # steps between a call typed in late, and between bounces


def main() -> None:
    """Measure and print."""
    with ground.desk():
        from django.db import transaction

        from troth.core.facts.kinds import Note
        from troth.domain.ledger.actions import Draft
        from troth.domain.promises.actions import commit
        from troth.domain.promises.story import story
        from troth.interfaces.live.settling import set_apart

        number = grown()

        @transaction.atomic
        def settle() -> None:
            commit(story(number), [], at=ground.now())

        @transaction.atomic
        def note() -> None:
            commit(story(number), [Draft(Note(NOTHING), by="agent:1")], at=ground.now())

        set_apart()  # as the processes of the desk do
        settle()
        with transaction.atomic():
            told = story(number)
        promises = told.reading.promises if told.reading else []
        print(f"load: a ticket of {len(told.entries)} entries and {len(promises)} promises, with")
        print(f"{ENTRIES // 4 // EVERY} late calls and as many bounces; medians of 40")
        ground.tell_time("settle: lock, read, derive, write", ground.took(settle), BAR)
        ground.tell_time("commit: the same, and a note appended", ground.took(note), BAR)


def grown() -> int:
    """Make the ticket, over three weeks; return its number."""
    from django.db import transaction

    from troth.domain.promises.actions import commit
    from troth.domain.promises.story import story

    at = ground.now() - timedelta(days=20)
    number = ground.opened("long", at=at).number
    with transaction.atomic():
        told = story(number)
        for step, when in enumerate(_steps(at)):
            for drafts in _step(step, when, after=told.chain.position):
                commit(told, drafts, at=when)
            if told.chain.position >= ENTRIES:
                break
    return number


def _steps(at: datetime) -> Iterator[datetime]:
    while True:
        at += timedelta(minutes=50)
        yield at


def _step(step: int, when: datetime, *, after: int) -> Iterator[list["Draft"]]:
    from troth.core.facts.kinds import (
        Call,
        MessageAccepted,
        MessageBounced,
        MessageIn,
        MessageOut,
        Note,
    )
    from troth.domain.ledger.actions import Draft

    drafts = [
        Draft(MessageIn(NOTHING, person=1), by="person:1", channel="web"),
        Draft(Note(NOTHING), by="agent:1"),
        Draft(MessageOut(NOTHING), by="agent:1"),
        Draft(MessageAccepted(after + 3), by="desk", channel="mail"),
    ]
    if step % EVERY == EVERY // 2:
        drafts.append(Draft(MessageBounced(after + 3, "no such mailbox"), by="desk"))
    yield drafts
    if step % EVERY == EVERY - 1:
        ended_at = when - timedelta(minutes=20)
        yield [Draft(Call(NOTHING), by="agent:1", channel="phone", at=ended_at)]


if __name__ == "__main__":
    main()
