"""Colleagues: whom a customer brings in to read, write and be written to."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import ColleagueAdded
from troth.domain.accounts.models import User
from troth.domain.customers.actions import LONGEST, remember
from troth.domain.customers.models import Person
from troth.domain.customers.queries import address_of, person_behind
from troth.domain.ledger.actions import Draft
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.refusal import Missing, Refused
from troth.domain.tickets import rules
from troth.domain.tickets.actions import outgoing
from troth.domain.tickets.models import Colleague
from troth.domain.tickets.participants import takes_part
from troth.domain.tickets.queries import visible_to

# The same for a stranger, for another customer's person and for an agent: it tells of nobody.
NOT_YOURS = (
    "Only somebody of your company can be added: an address we know as theirs, or one at the mail"
    " domain you write from. Ask support to add others."
)


@transaction.atomic
def add(number: int, *, email: str, by: User, at: datetime) -> Person:
    """Bring in somebody of the same customer by their address, and tell them. Twice is once.

    Raises:
        Missing: there is no such ticket, or not for whoever asks.
        Refused: the address is none, or is nobody's of this customer.
    """
    told = story(number)
    ticket = visible_to(by).select_related("reporter").filter(pk=number).first()
    own = by.person
    if ticket is None or own is None:
        raise Missing(number)
    person = _somebody_of(own, email)
    if takes_part(ticket, person.pk):
        return person
    Colleague.objects.get_or_create(ticket=ticket, person=person)
    notice = outgoing.letter(number, to=address_of(person), purpose="colleague notice")
    drafts = [Draft(ColleagueAdded(person.pk), by=by.by, channel="web"), notice.draft]
    made = commit(told, drafts, at=at, contents=[notice.content])
    outgoing.ask_for(number, made, notice)
    return person


def _somebody_of(own: Person, email: str) -> Person:
    address = email.strip().lower()
    if "@" not in address or len(address) > LONGEST:
        raise Refused("Give the whole address of your colleague, as in ines@example.com.")
    if own.customer_id is None:
        raise Refused("We do not know your company yet, so nobody can be added. Ask support.")
    person = person_behind(address)
    if person is not None and person.left_at is not None:
        raise Refused(NOT_YOURS)
    if person is not None and person.customer_id == own.customer_id:
        return person
    staff = User.objects.staff().filter(email=address).exists()
    known_elsewhere = person is not None and person.customer_id is not None
    if staff or known_elsewhere or not rules.same_company(address, address_of(own)):
        raise Refused(NOT_YOURS)
    person = person or remember(email=address, name="", company=own.company, zone=own.zone)
    if person is None:
        raise Refused(NOT_YOURS)
    person.customer_id = own.customer_id
    person.save(update_fields=["customer"])
    return person
