"""Mail each customer's person who wants it a digest of what was answered, in their morning."""

import logging
from datetime import datetime

from troth.core.policy.edition import Edition
from troth.domain import outbox
from troth.domain.contracts import queries as contracts
from troth.domain.customers.actions import digested
from troth.domain.customers.models import Person
from troth.domain.customers.queries import address_of, is_stopped
from troth.domain.refusal import Refused
from troth.domain.tickets.digests import LEAST, digest_of, wanted
from troth.interfaces.channels.mail.digests import letter_of
from troth.interfaces.channels.mail.handing import hand_over
from troth.interfaces.channels.mail.hop import Never
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock, zone_of

log = logging.getLogger("troth.mail")

MORNING = 8  # o'clock, where the reader is; where that is not known, at the desk


def ask_for_due(at: datetime) -> int:
    """Ask for the digests whose reader has morning now; return how many."""
    try:
        _id, edition = contracts.current(at)
    except Refused:  # no policy is published, so nobody was answered
        return 0
    due = [person for person in wanted(at) if _hour(person, edition, at) == MORNING]
    outbox.ask_many("mail.digest", [{"person": person.pk} for person in due])
    return len(due)


def send(person: int) -> None:
    """Mail one person their digest, if there is anything to tell; once, however often it is asked.

    Raises:
        NotNow, Unsure: it is to be tried again later.
    """
    at = now()
    found = Person.objects.filter(pk=person).first()
    digest = digest_of(found, upto=at) if found else None
    if digest is None or at - digest.since < LEAST:  # another job was first
        return
    to = address_of(digest.person)
    if digest.tickets and to and not is_stopped(to):
        try:
            hand_over(letter_of(digest, at=at))
        except Never as never:
            log.warning("a digest to person %d was refused for good: %s", person, never)
    digested(person, since=digest.since, upto=digest.upto)


def _hour(person: Person, edition: Edition, at: datetime) -> int:
    zone = zone_of(person.zone) or desk_clock(edition, at).zone
    return at.astimezone(zone).hour
