"""Correcting: what was entered by mistake, undone by a fact that names it."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import ClosingUndone, ReporterSet, TermsSet
from troth.core.policy.terms import UnknownTerms
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.entitled import NotEntitled
from troth.domain.contracts.entitlement import entitlement
from troth.domain.customers.actions import remember
from troth.domain.customers.models import Person
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.ledger.models import Content
from troth.domain.promises.actions import commit
from troth.domain.promises.story import Story, story
from troth.domain.refusal import Refused
from troth.domain.tickets import rules, terms
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of


@transaction.atomic
def correct_closing(
    number: int,
    *,
    reason: str,
    patch: str = "",
    component: str = "",
    seen: int,
    by: User,
    at: datetime,
) -> Ticket:
    """Put the reason of a closing right, and tell the customer. It stays closed since then.

    Raises:
        Refused: the ticket is not closed for a reason, the policy has no such
            reason or it needs more, or it is the same again.
    """
    told = story(number, seen=seen)
    wrong = rules.closing_to_correct(told.entries, told.standing)
    policy = told.edition.policy
    rules.check_reason(told.standing, policy, reason=reason, patch=patch, component=component)
    right = rules.closed(policy, reason, patch, component, instead_of=wrong.position)
    if (right.reason, right.patch, right.component) == rules.said_by(wrong):
        raise Refused("That is the reason it is closed for already.")
    return _told(told, [Draft(right, by=by.by)], "closing correction notice", at=at)


@transaction.atomic
def undo_closing(number: int, *, why: str, seen: int, by: User, at: datetime) -> Ticket:
    """Undo a closing made by mistake: the ticket is open as before, with its promises.

    What fell due meanwhile is broken: the customer was owed it.

    Raises:
        Refused: the ticket is not closed for a reason, or it is not said what was wrong.
    """
    told = story(number, seen=seen)
    wrong = rules.closing_to_correct(told.entries, told.standing)
    if not why.strip():
        raise Refused("Say what was wrong: the customer was told that it is closed.")
    because = content(number, {"text": why.strip()})
    first = rules.first_closing(told.entries, wrong)
    fact = ClosingUndone(first, "mistake", reason=name_of(because))
    return _told(told, [Draft(fact, by=by.by)], "open again notice", because, at=at)


@transaction.atomic
def set_reporter(
    number: int, *, email: str, name: str, why: str, seen: int, by: User, at: datetime
) -> Ticket:
    """Say whose ticket it is, where somebody else was named by mistake. They get a receipt.

    Whoever was named loses sight of it at once. The terms become those of the
    right person's contract, which move no promise later.

    Raises:
        Refused: the ticket is held or closed, nobody new is named, it is not said
            what was wrong, or another customer has read or written here.
    """
    told = story(number, seen=seen)
    rules.check_open(told.standing)
    if not why.strip():
        raise Refused("Say what was wrong.")
    if "@" not in email:
        raise Refused("Give the address of the person whose ticket this is.")
    if User.objects.staff().filter(email=email.strip().lower()).exists():
        raise Refused("This is the address of one of us. Give that of whose ticket it is.")
    ticket = Ticket.objects.select_related("reporter").get(pk=number)
    was = ticket.reporter
    person = remember(email=email, name=name, company="", zone="")
    if person is None or (was is not None and person.pk == was.pk):
        raise Refused("That is whose ticket it is already.")
    if was is not None and not _of_one_customer(was, person):
        rules.check_nothing_said(told.entries)
    because = content(number, {"text": why.strip()})
    wrong = rules.named_reporter(told.entries)
    drafts = [Draft(ReporterSet(person.pk, wrong, name_of(because)), by=by.by)]
    new = _terms(told, ticket, person, email)
    if new != terms.current_terms(told.standing):
        drafts.append(Draft(new, by="desk"))
        ticket.edition_id = new.edition
    ticket.reporter = person
    ticket.save(update_fields=["reporter", "edition"])
    return _told(told, drafts, "receipt", because, at=at)


def _told(told: Story, drafts: list[Draft], purpose: str, *said: Content, at: datetime) -> Ticket:
    """Append facts with the content they refer to, and write to the customer of them."""
    ticket = Ticket.objects.get(pk=told.number)
    notice = outgoing.letter(told.number, to=address_of(ticket), purpose=purpose)
    contents = [*said, notice.content]
    made = commit(told, [*drafts, notice.draft], at=at, contents=contents)
    outgoing.ask_for(told.number, made, notice)
    return ticket


def _of_one_customer(one: Person, other: Person) -> bool:
    return one.customer_id is not None and one.customer_id == other.customer_id


def _terms(told: Story, ticket: Ticket, person: Person, email: str) -> TermsSet:
    """Return the terms by which somebody is entitled; without any contract, those of the policy."""
    found = entitlement(person.pk, email=email, policy=told.edition.policy, at=ticket.opened_at)
    if isinstance(found, NotEntitled):
        return TermsSet(told.standing.edition)
    edition = found.edition if found.edition is not None else told.standing.edition
    new = TermsSet(edition, found.plan or None, found.region or None, found.contract)
    try:
        contracts.edition(edition).terms(new.plan, new.region)
    except UnknownTerms as unknown:
        raise Refused(f"Contract {found.number} cannot be counted by: {unknown}.") from unknown
    return new
