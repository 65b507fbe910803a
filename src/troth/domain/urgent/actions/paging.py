"""A page from the moment it is raised until somebody has it, as facts of its ticket."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction

from troth.core.facts import paging
from troth.core.urgent.paging import AT_LAST, Page, pages, what_next
from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import Story, story
from troth.domain.promises.watch import UNWELL
from troth.domain.refusal import Refused
from troth.domain.urgent import queries
from troth.domain.urgent.models import OpenPage

log = logging.getLogger("troth.urgent")

REACH = "page.reach"
"""The task that tries an agent in one way."""
FIRST = 100
"""A page goes before whatever else the worker has to do."""
Why = Literal["severity", "call", "held", "asked"]


def raise_page(told: Story, *, why: Why, by: str, channel: str, at: datetime) -> bool:
    """Call for whoever is on call; say whether that is a new page.

    The story's lock must be held, and its own facts committed. A ticket whose page nobody has
    taken yet gets no second one. The first attempts are asked for in this transaction.
    """
    if any(one.over_at is None for one in pages(told.entries)):
        return False
    commit(told, [Draft(paging.Paged(why), by=by, channel=channel)], at=at)
    _advance(told, at)
    return True


def advance_due(at: datetime, limit: int = 100) -> int:
    """Take up to `limit` pages on whose next instant has come; return how many were looked at.

    A page that cannot be taken on is told in the log and looked at again, and holds up no other.
    """
    numbers = queries.pages_to_look_at(at, limit)
    for number in numbers:
        try:
            _advance_alone(number, at)
        except UNWELL:
            raise
        except Exception:
            log.exception("ALARM the page of ticket %d cannot be taken on", number)
            OpenPage.objects.filter(pk=number).update(look_at=at + queries.AGAIN_AFTER_A_FAULT)
    return len(numbers)


@transaction.atomic
def answered(
    number: int,
    attempt: int,
    *,
    how: Literal["handed over", "failed", "unknown"],
    said: str | None = None,
    at: datetime,
) -> None:
    """Record what became of an attempt, once, and take its page on."""
    told = story(number)
    facts = [one.fact for one in told.entries]
    if any(isinstance(one, paging.PageAnswered) and one.attempt == attempt for one in facts):
        return
    commit(told, [Draft(paging.PageAnswered(attempt, how, said), by="desk")], at=at)
    _advance(told, at)


@transaction.atomic
def take(number: int, *, agent: User, channel: str, at: datetime) -> bool:
    """Let an agent have a ticket's page; say whether it was still free.

    Asked again by whoever has it, that is no fault.

    Raises:
        Refused: somebody else has it, or the ticket has no page.
        Missing: no such ticket.
    """
    told = story(number)
    known = pages(told.entries)
    if not known:
        raise Refused("Nobody was paged for this ticket.")
    page = known[-1]
    if page.over_at is not None:
        if page.taken_by in (None, agent.pk):
            return False
        other = User.objects.get(pk=page.taken_by)
        raise Refused(f"{other.name} has this page already.")
    fact = paging.PageTaken(page.entry, agent.pk)
    commit(told, [Draft(fact, by=agent.by, channel=channel)], at=at)
    OpenPage.objects.filter(pk=number).delete()
    return True


def attempt_of(number: int, position: int) -> paging.PageAttempted | None:
    """Return an attempt that is still wanted: its page is open, and nothing came of it yet."""
    with transaction.atomic():
        told = story(number)
    attempt = next((one.fact for one in told.entries if one.position == position), None)
    if not isinstance(attempt, paging.PageAttempted):
        raise LookupError(f"entry {position} of ticket {number} is no attempt")
    done = any(
        isinstance(one.fact, paging.PageAnswered) and one.fact.attempt == position
        for one in told.entries
    )
    page = next(one for one in pages(told.entries) if one.entry == attempt.page)
    return None if done or page.over_at is not None else attempt


@transaction.atomic
def _advance_alone(number: int, at: datetime) -> None:
    _advance(story(number), at)


def _advance(told: Story, at: datetime) -> None:
    """Do what a ticket's page does now, under the story's lock, and say when to look again."""
    page = next((one for one in pages(told.entries) if one.over_at is None), None)
    if page is None:
        OpenPage.objects.filter(pk=told.number).delete()
        return
    if why := _needless(told, page.why):
        commit(told, [Draft(paging.PageStoodDown(page.entry, why), by="desk")], at=at)
        OpenPage.objects.filter(pk=told.number).delete()
        return
    rota = queries.rota()
    taken = queries.overrides(at, at + queries.WARNED_AHEAD)
    people = [*(rota.people if rota else ()), *(one.person for one in taken)]
    found = what_next(page, rota, queries.reach_of(people), at, taken)
    if found.steps:
        made = commit(told, [Draft(step, by="desk") for step in found.steps], at=at)
        outbox.ask_many(
            REACH,
            [
                {"ticket": told.number, "position": entry.position}
                for entry in made
                if isinstance(entry.fact, paging.PageAttempted)
            ],
            priority=FIRST,
        )
        _alarm(told.number, found.steps)
    _keep(told, page, at if found.look_at is None else found.look_at)


def _needless(told: Story, why: str) -> Literal["closed", "severity", "declined"] | None:
    """Say why nobody needs to come any more, where that is so."""
    now = told.standing
    if now.declined:
        return "declined"
    if now.closed_at is not None:
        return "closed"
    if why != "asked" and now.triaged and not told.edition.policy.is_urgent(now.severity):
        return "severity"
    return None


def _keep(told: Story, page: Page, look_at: datetime) -> None:
    """Write down where the watch finds the page."""
    after = next(one for one in pages(told.entries) if one.entry == page.entry)
    OpenPage.objects.update_or_create(
        chain=told.chain,
        defaults={
            "entry": page.entry,
            "why": page.why,
            "paged_at": page.paged_at,
            "look_at": look_at,
            "missed_at": after.missed_at,
        },
    )


def _alarm(number: int, steps: Sequence[object]) -> None:
    for step in steps:
        if isinstance(step, paging.PageMissed):
            log.error("ALARM nobody has taken the page of ticket %d, round %d", number, step.round)
        elif isinstance(step, paging.PagePassedOver) and step.layer != AT_LAST:
            log.error("ALARM nobody in layer %s can be reached for %d", step.layer, number)
