"""Proving that what is stored is what the facts say."""

from collections.abc import Iterator

from troth.core.promises.announce import to_tell
from troth.core.promises.silence import look_at, over
from troth.domain.ledger.models import Chain
from troth.domain.promises import rows
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.story import EDITIONS, Story, stories

_DERIVED = [
    field.attname
    for field in StoredPromise._meta.fields
    if field.name not in ("id", "chain", "what", "made_by")
]
_SHOWN = [
    field.attname
    for field in Standing._meta.fields
    if field.name not in ("chain", "set_aside_at", "set_aside_why", "next_act_at")
]


def differences(batch: int = 500) -> Iterator[str]:
    """Derive every ticket again and yield, in words, each row that is not what comes out."""
    after = 0
    while chains := list(Chain.objects.filter(pk__gt=after).order_by("pk")[:batch]):
        after = chains[-1].pk
        numbers = [chain.pk for chain in chains]
        kept: dict[int, dict[tuple[str, int], StoredPromise]] = {}
        for row in StoredPromise.objects.filter(chain_id__in=numbers):
            kept.setdefault(row.chain_id, {})[row.what, row.made_by] = row
        standings = Standing.objects.in_bulk(numbers)
        for story in stories(chains):
            yield from _promises_differ(story, kept.get(story.number, {}))
            yield from _standing_differs(story, standings.get(story.number))


def _promises_differ(story: Story, kept: dict[tuple[str, int], StoredPromise]) -> Iterator[str]:
    derived = {p.key: p for p in story.reading.promises} if story.reading else {}
    for key, promise in derived.items():
        row = kept.pop(key, None)
        if row is None:
            yield f"#{story.number} {promise.what} by fact {promise.made_by}: is not stored"
            continue
        right = rows.stored(story.number, promise)
        for name in _DERIVED:
            if getattr(row, name) != getattr(right, name):
                yield (
                    f"#{story.number} {promise.what} by fact {promise.made_by}: {name} is stored"
                    f" as {getattr(row, name)}, the facts say {getattr(right, name)}"
                )
    for what, made_by in kept:
        yield f"#{story.number} {what} by fact {made_by}: is stored, but no fact made it"


def _standing_differs(story: Story, row: Standing | None) -> Iterator[str]:
    if row is None or story.reading is None:
        yield f"#{story.number}: does not say how it stands"
        return
    right = rows.standing(story, row.next_act_at)
    for name in _SHOWN:
        if getattr(row, name) != getattr(right, name):
            yield (
                f"#{story.number}: {name} is stored as {getattr(row, name)},"
                f" the facts say {getattr(right, name)}"
            )
    if row.set_aside_at is not None:
        yield f"#{story.number}: set aside by the watch: {row.set_aside_why}"
        return
    last = max(entry.recorded_at for entry in story.entries)
    tellings, due = to_tell(story.reading.promises, story.entries, EDITIONS, last)
    next_act_at = look_at(story.standing, due)
    if tellings or over(story.reading, last) or next_act_at != row.next_act_at:
        yield f"#{story.number}: the watch looks at {row.next_act_at}, the facts say {next_act_at}"
