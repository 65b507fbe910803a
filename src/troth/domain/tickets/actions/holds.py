"""Held reports: staff accept them as tickets, or decline them."""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from troth.core.facts.kinds import HoldEnded, TermsSet
from troth.core.policy.terms import UnknownTerms
from troth.domain.accounts.models import User
from troth.domain.contracts import entitled, naming
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.models import Contract
from troth.domain.customers.actions import come_back, remember
from troth.domain.customers.models import Person
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import address_of

How = Literal["", "once", "named"]


@transaction.atomic
def accept(
    number: int,
    *,
    name: str,
    email: str,
    subject: str,
    text: str,
    seen: int,
    by: User,
    at: datetime,
    contract: str = "",
    how: How = "",
    why: str = "",
) -> Ticket:
    """Accept a held report as a ticket. Its promises count from when it reached us.

    `text` is what staff could read of the report; the original stays beside it.
    With the number of a `contract` its customer has the ticket, by that
    contract's terms, and whoever reported it is one of its people; `how` says
    whether the contract names them from now on, or this is taken on `once`.

    Raises:
        Refused: the report is not held, nobody or an agent is named to answer to, there is
            no such contract, or it is not said why somebody is named in it.
    """
    told = story(number, seen=seen)
    if not told.standing.held:
        raise Refused("This report is no longer held.")
    if "@" not in email:
        raise Refused("Give the address of the person who reported this, so they can be answered.")
    if User.objects.staff().filter(email=email.strip().lower()).exists():
        raise Refused("This is the address of one of us. Give that of whose report it is.")
    person = remember(email=email, name=name, company="", zone="")
    ticket = Ticket.objects.get(pk=number)
    drafts = []
    if contract.strip() or how == "named":
        agreed = _contract(contract, how, why)
        _belong(person, agreed, how=how, why=why, by=by, at=at)
        terms = _terms(agreed, ticket)
        ticket.edition_id = terms.edition
        drafts.append(Draft(terms, by=by.by))
    ticket.reporter = person
    ticket.subject = " ".join(subject.split())[:200] or ticket.subject
    ticket.save(update_fields=["reporter", "subject", "edition"])

    said: dict[str, Any] = {"text": text.strip()} if text.strip() else {}
    if why.strip():
        said["because"] = why.strip()
    contents = [content(number, said)] if said else []
    fact = HoldEnded(
        accepted=True,
        reason=name_of(contents[0]) if contents else None,
        person=person.pk if person else None,
        how=how or None,
    )
    receipt = outgoing.letter(number, to=address_of(ticket), purpose="receipt")
    drafts += [Draft(fact, by=by.by), receipt.draft]
    made = commit(told, drafts, at=at, contents=[*contents, receipt.content])
    outgoing.ask_for(number, made, receipt)
    return ticket


@transaction.atomic
def decline(
    number: int, *, reason: str, seen: int, by: User, at: datetime, answer: str = ""
) -> Ticket:
    """Decline a held report, with a reason for the record. It stays stored and readable.

    An `answer` is mailed to whoever reported it.

    Raises:
        Refused: the report is not held, no reason is given, or there is nobody to answer.
    """
    told = story(number, seen=seen)
    if not told.standing.held:
        raise Refused("This report is no longer held.")
    if not reason.strip():
        raise Refused("Say why this is not taken on as a ticket.")
    ticket = Ticket.objects.select_related("reporter").get(pk=number)
    body = content(number, {"text": reason.strip()})
    drafts = [Draft(HoldEnded(accepted=False, reason=name_of(body)), by=by.by)]
    letters = []
    if answer.strip():
        to = address_of(ticket)
        if not to:
            raise Refused("Nobody is known to answer here. Leave the answer empty.")
        letters.append(
            outgoing.letter(
                number, to=to, purpose="declining notice", text=answer.strip(), by=by.by
            )
        )
        drafts.append(letters[0].draft)
    made = commit(told, drafts, at=at, contents=[body, *(one.content for one in letters)])
    outgoing.ask_for(number, made, *letters)
    return ticket


def _contract(number: str, how: How, why: str) -> Contract:
    if how == "named" and not why.strip():
        raise Refused("Say why this person is named in the contract from now on.")
    if not number.strip():
        raise Refused("Give the number of the contract that names this person from now on.")
    found = Contract.objects.select_related("customer").filter(number=number.strip()).first()
    if found is None:
        raise Refused(f"There is no contract {number.strip()}. Look it up among the customers.")
    return found


def _belong(
    person: Person | None, contract: Contract, *, how: How, why: str, by: User, at: datetime
) -> None:
    """Make somebody one of the people of a contract's customer, and name them in it if asked."""
    if person is None:
        raise Refused("Give the address of the person who reported this, so they can be answered.")
    if person.customer_id not in (None, contract.customer_id):
        raise Refused(
            f"This address belongs to {person.customer}, and contract {contract.number} is"
            f" {contract.customer}'s. An address has one customer: let them leave"
            f" {person.customer} first, or give another address."
        )
    if person.customer_id is None:
        person.customer = contract.customer
        person.save(update_fields=["customer"])
    if person.left_at is not None and how == "named":
        come_back(person, by=by.by, at=at, why=why.strip())
    if how == "named":
        naming.name(contract.pk, person.pk, by=by.by, at=at, why=why.strip())


def _terms(contract: Contract, ticket: Ticket) -> TermsSet:
    """Return the terms a contract had when the trouble was reported, or else the ticket's own."""
    now = entitled.in_force(contracts.agreed(contract.pk), ticket.opened_at)
    edition = now.edition if now is not None and now.edition is not None else ticket.edition_id
    if now is None:
        return TermsSet(edition, contract=contract.pk)
    terms = TermsSet(edition, now.plan or None, now.region or None, contract.pk)
    try:
        contracts.edition(edition).terms(terms.plan, terms.region)
    except UnknownTerms as unknown:
        raise Refused(
            f"Contract {contract.number} cannot be counted by: {unknown}. Change its terms first,"
            " or take this on by no contract."
        ) from unknown
    return terms
