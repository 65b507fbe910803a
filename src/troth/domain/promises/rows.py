"""From a story to the rows that lists and the watch read."""

from collections.abc import Sequence
from datetime import datetime

from troth.core.policy.target import Target
from troth.core.promises.announce import warns_at
from troth.core.promises.promise import Promise
from troth.core.promises.silence import next_step
from troth.core.promises.standing import next_owed
from troth.domain.ledger.round_trip import RoundTrip
from troth.domain.promises.models import NOTHING_DUE, Standing, StoredPromise
from troth.domain.promises.story import EDITIONS, Story

_KEY = ("chain", "what", "made_by")


def standing(story: Story, next_act_at: datetime | None) -> Standing:
    """Return the row of how a ticket stands, not yet stored."""
    now = story.standing
    owed = next_owed(story.reading.promises, now) if story.reading else None
    step = next_step(now, story.edition) if now.waiting else None
    undecided = now.undecided is not None
    return Standing(
        chain_id=story.number,
        position=story.chain.position,
        severity=now.severity,
        suggested=now.suggested or "",
        triaged=now.triaged,
        held=now.held,
        resolved=now.resolved_at is not None,
        undecided=undecided,
        closed_at=now.closed_at,
        channel=now.channel,
        assignee_id=now.assignee,
        team_id=now.team,
        given=now.given,
        last_word_at=now.last_word_at,
        last_word_by=now.last_word_by,
        asks=now.asks,
        waits=now.waiting.reason if now.waiting else "",
        waits_until=now.waiting.until if now.waiting else None,
        step_at=step.at if step else None,
        needed_at=now.needed_at,
        request=now.request,
        merged_into=now.merged_into,
        patch=now.patch,
        in_queue=now.closed_at is None or undecided,
        next_what=owed.what if owed else "",
        next_due_at=owed.due_at if owed else None,
        next_warn_at=warns_at(owed, EDITIONS[owed.edition]) if owed else None,
        queue_at=_queue_at(story, owed),
        next_act_at=next_act_at,
    )


def _queue_at(story: Story, owed: Promise | None) -> datetime:
    """Return where a ticket stands in the queue: at its next due time.

    A held report stands where its answer would, once it is accepted: it counts from the report.
    """
    if owed is None:
        return NOTHING_DUE
    now, edition = story.standing, story.edition
    if not now.held:
        return owed.due_at
    response = edition.policy.severity(now.severity).response
    if not isinstance(response, Target):
        return owed.due_at
    return min(owed.due_at, edition.due(owed.made_at, response))


def stored(number: int, promise: Promise) -> StoredPromise:
    """Return the row of a promise, not yet stored."""
    return StoredPromise(
        chain_id=number,
        what=promise.what,
        made_by=promise.made_by,
        severity=promise.severity,
        edition_id=promise.edition,
        clause=promise.target.clause,
        made_at=promise.made_at,
        counted_from=promise.counted_from,
        due_at=promise.due_at,
        kept_at=promise.kept_at,
        kept_by=promise.kept_by,
        void_at=promise.void_at,
        void_by=promise.void_by,
        paused_at=promise.paused_at,
    )


def changed(story: Story, before: Sequence[Promise]) -> list[StoredPromise]:
    """Return the rows of promises that the newest facts made or changed."""
    if story.reading is None:
        return []
    was = {promise.key: promise for promise in before}
    return [
        stored(story.number, promise)
        for promise in story.reading.promises
        if was.get(promise.key) != promise
    ]


def write(
    trip: RoundTrip, standings: Sequence[Standing], promises: Sequence[StoredPromise]
) -> None:
    """Write the rows, whether they are new or take the place of what was stored."""
    trip.write(standings, "chain")
    trip.write(promises, *_KEY)
