"""From an accepted mail to a ticket: it is read, then a ticket has it."""

import logging
from dataclasses import replace

from django.conf import settings

from troth.domain.mailroom import actions
from troth.domain.mailroom.models import Inbound
from troth.domain.refusal import Refused
from troth.domain.tickets.actions.intake import TakenIn
from troth.domain.tickets.actions.returning import Aside
from troth.domain.tickets.report import File, Report
from troth.interfaces.channels.mail.accepting import AWAY, TryLater
from troth.interfaces.channels.mail.parse import held_report, report_of
from troth.interfaces.channels.store import store
from troth.interfaces.now import now

log = logging.getLogger("troth.mail")

NOBODY = "<>"  # a null return path: a machine's mail (RFC 5321, section 4.5.5)


def settle(inbound: Inbound) -> TakenIn | Aside:
    """Read an accepted mail and take it into a ticket. The same mail twice is one arrival.

    A mail that the desk cannot make sense of becomes a held ticket with the
    original beside it, and never stands in the way of the next.

    Raises:
        TryLater: the store or the database is away, or no policy is published;
            the mail goes on waiting.
    """
    try:
        report = read_again(inbound)
    except (OSError, LookupError) as fault:
        raise TryLater(f"The store cannot be used: {fault}.") from fault
    try:
        return _settled(inbound, report)
    except Refused as refused:
        raise TryLater(refused.say) from refused
    except AWAY as fault:
        raise TryLater("The database cannot be reached.") from fault
    except Exception:
        log.exception("mail %d could not be taken in as it reads; it is held", inbound.pk)
    held = replace(
        held_report(_original(inbound), "the desk could not take it in as it reads", store()),
        automatic=report.automatic,
        reported_at=inbound.received_at,
    )
    try:
        return actions.settle(inbound, held, at=now())
    except (Refused, *AWAY) as fault:
        raise TryLater("The database cannot be reached.") from fault


def _settled(inbound: Inbound, report: Report) -> TakenIn | Aside:
    settled = actions.settle(inbound, report, at=now())
    if isinstance(settled, Aside) and settled.loop:
        log.warning("ALARM mail %d: %s", inbound.pk, settled.remark)
    elif isinstance(settled, TakenIn) and settled.brake:
        told = (inbound.pk, settled.ticket, settled.brake)
        log.warning("ALARM mail %d to %s: a loop was stopped (%s); the mail is kept", *told)
    return settled


def read_again(inbound: Inbound) -> Report:
    """Return what a mail reports, as the reader reads it today. Changes nothing.

    Raises:
        OSError, LookupError: the store cannot be used, or has no such original.
    """
    own = {settings.DEFAULT_FROM_EMAIL.lower()}
    report = report_of(
        _original(inbound), store(), own_addresses=own, border=settings.TROTH.mail_border
    )
    return replace(
        report,
        tokens=(*inbound.recipients, *report.tokens),
        automatic=report.automatic or inbound.sender == NOBODY,
        reported_at=inbound.received_at,
    )


def _original(inbound: Inbound) -> File:
    return File("original.eml", "message/rfc822", inbound.digest, inbound.size)
