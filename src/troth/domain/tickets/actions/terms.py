"""Terms: an open ticket is put on another plan, region or edition, by an act of its own."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import TermsSet
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import EDITIONS, story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules, terms
from troth.domain.tickets.models import Ticket


@transaction.atomic
def set_terms(number: int, new: TermsSet, *, seen: int, by: User, at: datetime) -> None:
    """Put a ticket on new terms, which bring promises forward and move none later.

    The contract stays: who may ask is decided elsewhere.

    Raises:
        Refused: the ticket is held or closed, the edition is neither its own nor
            in force, or the terms do not exist, change nothing, or do not offer
            the ticket's severity.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if new.edition not in (told.standing.edition, contracts.current(at)[0]):
        raise Refused("Choose the policy that is in force, or the one this ticket is on.")
    new = replace(new, contract=told.standing.contract)
    terms.check_terms(new, told.standing, EDITIONS)
    commit(told, [Draft(new, by=by.by)], at=at)
    Ticket.objects.filter(pk=number).update(edition_id=new.edition)
