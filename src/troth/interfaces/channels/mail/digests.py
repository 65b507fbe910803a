"""Make the mail that tells a customer's person, once a day, which tickets were answered."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.domain.contracts import queries as contracts
from troth.domain.customers.queries import address_of
from troth.domain.tickets.digests import Digest
from troth.domain.tickets.participants import token_for
from troth.domain.tickets.tokens import loop_id
from troth.interfaces.channels.shapes import Letter


def letter_of(digest: Digest, *, at: datetime) -> Letter:
    """Return the letter of a digest that has tickets to tell of."""
    _id, edition = contracts.current(at)
    count = len(digest.tickets)
    lines = [
        f"{ticket.ref} {ticket.subject}\n{settings.TROTH.url}/t/{token_for(ticket)}"
        for ticket in digest.tickets
    ]
    said = {"n": count, "product": edition.policy.product}
    head = ngettext(
        "We answered %(n)d ticket of yours since the last digest:",
        "We answered %(n)d tickets of yours since the last digest:",
        count,
    )
    return Letter(
        message_id=f"<digest-{digest.person.pk}-{digest.since:%Y%m%d%H%M%S}@troth>",
        sender_name=f"{edition.policy.vendor} support",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=address_of(digest.person),
        subject=ngettext(
            "%(product)s support: %(n)d ticket answered",
            "%(product)s support: %(n)d tickets answered",
            count,
        )
        % said,
        text="\n\n".join(
            [
                head % said,
                *lines,
                _("How answers are mailed to you: %(page)s")
                % {"page": f"{settings.TROTH.url}/preferences"},
            ]
        )
        + "\n",
        at=at,
        automatic="auto-generated",
        loop=loop_id(),
    )
