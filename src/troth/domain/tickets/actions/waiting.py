"""Waiting: for a reason of the policy, until what is waited for has come."""

import logging
from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Closed, Reminded, WaitingBegan, WaitingEnded
from troth.core.policy.document import NO_ANSWER
from troth.core.promises.silence import next_step
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.queries import locked_free
from troth.domain.promises.actions import commit
from troth.domain.promises.models import Standing
from troth.domain.promises.story import Story, stories, story
from troth.domain.promises.watch import UNWELL, set_aside
from troth.domain.refusal import Refused
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.actions.conversation import published
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of

log = logging.getLogger("troth.waiting")

BATCH = 50


@transaction.atomic
def wait(
    number: int,
    *,
    reason: str,
    what: str = "",
    until: datetime | None = None,
    seen: int,
    by: User,
    at: datetime,
) -> None:
    """Say that a ticket waits, and for what; which promises stand still is the policy's to say.

    One wait takes the place of another. The ticket's page tells the customer.

    Raises:
        Refused: the ticket is held or closed, the policy has no such reason, or
            it needs a date and has none that is to come.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    rules.check_waiting(told.edition.policy, reason, until, at)
    said = [content(number, {"text": what.strip()})] if what.strip() else []
    fact = WaitingBegan(reason, until, name_of(said[0]) if said else None)
    commit(told, [Draft(fact, by=by.by)], at=at, contents=said)


@transaction.atomic
def go_on(number: int, *, seen: int, by: User, at: datetime) -> None:
    """End a wait before what is waited for has come.

    Raises:
        Refused: the ticket waits for nothing.
    """
    told = story(number, seen=seen)
    if told.standing.waiting is None:
        raise Refused("This ticket waits for nothing any more.")
    commit(told, [Draft(WaitingEnded(told.standing.waiting.began, "staff"), by=by.by)], at=at)


def take_steps(at: datetime) -> int:
    """Take the next step of every silence that has come to one; return how many tickets that was.

    A customer is reminded, each time once, and at last the ticket is closed, as the policy
    says. Tickets that somebody holds just now come next time.
    """
    due = Standing.objects.filter(step_at__lte=at, set_aside_at=None).order_by("step_at")
    numbers = list(due.values_list("chain_id", flat=True)[:BATCH])
    return sum(_step_alone(number, at) for number in numbers)


def _step_alone(number: int, at: datetime) -> int:
    try:
        return _step(number, at)
    except UNWELL:
        raise
    except Exception as error:
        log.exception("ALARM the silence of ticket %d takes no step; it is set aside", number)
        set_aside(number, error, at)
        return 1


@transaction.atomic
def _step(number: int, at: datetime) -> int:
    for told in stories(locked_free([number]).values()):
        step = next_step(told.standing, told.edition)
        if step is None or step.at > at:
            return 0
        if step.what == "remind":
            _remind(told, at)
        else:
            _close(told, at)
        return 1
    return 0


def _remind(told: Story, at: datetime) -> None:
    wait = told.standing.waiting
    if wait is None:
        return
    ticket = Ticket.objects.select_related("reporter").get(pk=told.number)
    notice = outgoing.letter(
        told.number, to=address_of(ticket), purpose="reminder", published=published(ticket)
    )
    fact = Reminded(wait.began, told.chain.position + 1)
    drafts = [notice.draft, Draft(fact, by="desk")]
    made = commit(told, drafts, at=at, contents=[notice.content])
    outgoing.ask_for(told.number, made, notice)


def _close(told: Story, at: datetime) -> None:
    ticket = Ticket.objects.get(pk=told.number)
    notice = outgoing.letter(told.number, to=address_of(ticket), purpose="closing notice")
    made = commit(
        told, [Draft(Closed(NO_ANSWER), by="desk"), notice.draft], at=at, contents=[notice.content]
    )
    outgoing.ask_for(told.number, made, notice)
