"""The one way to change a ticket: append facts, settle its promises, refresh its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from troth.core.facts.entry import Entry
from troth.core.promises.announce import to_tell
from troth.core.promises.silence import look_at, over
from troth.domain.ledger import actions as ledger
from troth.domain.ledger.actions import Draft
from troth.domain.ledger.models import Content
from troth.domain.ledger.models import Entry as EntryRow
from troth.domain.ledger.round_trip import RoundTrip
from troth.domain.promises import news, rows
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.story import EDITIONS, Story


@dataclass(frozen=True, slots=True)
class Change:
    """What to append to one ticket's story, and the personal content it refers to."""

    story: Story
    drafts: Sequence[Draft] = ()
    contents: Sequence[Content] = ()


def commit(
    story: Story, drafts: Sequence[Draft], *, at: datetime, contents: Sequence[Content] = ()
) -> list[Entry]:
    """Append facts to one ticket, settle its promises and refresh its row; see `commit_many`."""
    return commit_many([Change(story, drafts, contents)], at=at)[0]


@transaction.atomic(savepoint=False)
def commit_many(changes: Sequence[Change], *, at: datetime) -> list[list[Entry]]:
    """Append facts to many tickets at once, each with its promises settled.

    The stories must be locked in id order, or all new. Announcements due by
    `at` are appended in the same transaction, and other processes are told once
    which tickets changed. Returns the entries made for each ticket,
    announcements included; with nothing to append, that is to settle.

    Raises:
        Refused: a fact is dated where it may not be; nothing is changed.
    """
    made: list[list[Entry]] = []
    entries: list[EntryRow] = []
    promises: list[StoredPromise] = []
    standings: list[Standing] = []
    for change in changes:
        before = change.story.reading.promises if change.story.reading else []
        told, placed, next_act_at = _settle(change, at)
        made.append(told)
        entries += placed
        standings.append(rows.standing(change.story, next_act_at))
        promises += rows.changed(change.story, before)
    trip = RoundTrip()
    written = [change.story.chain for change, told in zip(changes, made, strict=True) if told]
    ledger.write(trip, written, entries, [one for change in changes for one in change.contents])
    rows.write(trip, standings, promises)
    if written:
        trip.notify(news.CHANNEL, news.words({chain.pk: chain.position for chain in written}))
    trip.send()
    return made


def _settle(change: Change, at: datetime) -> tuple[list[Entry], list[EntryRow], datetime | None]:
    """Give the drafts and what must then be announced their places in the story."""
    story = change.story
    since = story.reported_at if story.entries else change.drafts[0].at or at
    if story.entries:
        at = max(at, story.entries[-1].recorded_at)  # another machine's clock may be ahead
    made, placed = ledger.place(story.chain, change.drafts, recorded_at=at, since=since)
    if made:
        story.add(made)
    if story.reading is None:
        return made, placed, None
    now = max(at, story.chain.at)
    if ended := over(story.reading, now):
        drafts = [Draft(fact, by="desk", at=when) for when, fact in ended]
        told, more = ledger.place(story.chain, drafts, recorded_at=now, since=since)
        story.add(told)
        made, placed = made + told, placed + more
    tellings, next_act_at = to_tell(story.reading.promises, story.entries, EDITIONS, now)
    if tellings:
        drafts = [Draft(telling.fact, by="desk", at=telling.at) for telling in tellings]
        told, more = ledger.place(story.chain, drafts, recorded_at=now, since=since)
        story.entries.extend(told)  # announcements are not derived from: the reading stands
        made, placed = made + told, placed + more
    return made, placed, look_at(story.standing, next_act_at)
