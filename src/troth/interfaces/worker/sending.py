"""Send one message of a ticket, and record what became of it."""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import F

from troth.domain.accounts.actions import count_try
from troth.domain.customers.queries import address_of, is_stopped
from troth.domain.notices import actions as notices
from troth.domain.notices.models import Memo
from troth.domain.tickets.actions import delivery
from troth.domain.tickets.models import Sending
from troth.domain.tickets.participants import colleagues
from troth.interfaces.channels.mail.handing import hand_over, hand_over_to_staff
from troth.interfaces.channels.mail.hop import Never, NotNow, Unsure
from troth.interfaces.channels.mail.letters import letter_of
from troth.interfaces.channels.mail.memos import staff_mail_of
from troth.interfaces.channels.shapes import Letter
from troth.interfaces.now import now

MOST_RECEIPTS = 30  # to one address in an hour, for reports by the form
MOST_TRIES = 130  # at an hour apart, five days and more (RFC 5321, section 4.5.4.1)
_DONE = (*delivery.TAKEN, Sending.State.NOT_DELIVERED)
STOPPED = (
    "nothing is mailed to this address since it complained; staff can allow it on the mail page"
)
log = logging.getLogger("troth.mail")


def send(ticket: int, position: int, *, begun: int = 0) -> None:
    """Send a message unless it was sent or given up before.

    `begun` is how often that was begun already: a try of which nothing was noted
    ended with its process, and the next hop may have the message.

    It counts as sent from the instant the next hop has accepted it. A message
    that may or may not have been accepted is tried again under the same
    Message-ID, so that the reader's mail program can tell the copies are one.

    Whatever else goes wrong is noted beside the message and told in the log.

    Raises:
        NotNow: it is to be tried again later.
    """
    rows = Sending.objects.select_related("ticket__reporter")
    sending = rows.get(ticket_id=ticket, position=position)
    if sending.state in _DONE:
        return
    _count_unnoted(sending, begun)
    if is_stopped(sending.to):
        delivery.bounced(ticket, position, why=STOPPED, at=now())
        return
    try:
        letter = letter_of(sending, at=now())
        _check_pace(sending, letter)
        hand_over(letter)
    except Never as never:
        delivery.bounced(ticket, position, why=str(never), at=now())
    except (OperationalError, InterfaceError):
        raise  # the database is away: no fault of the message's
    except Exception as later:
        if not isinstance(later, NotNow | Unsure):
            log.exception("ALARM message %d of ticket %d cannot be written", position, ticket)
        if not _tried_too_often(sending, later):
            raise NotNow(str(later)) from later
    else:
        delivery.accepted(ticket, position, at=now())


def copy(ticket: int, position: int, person: int) -> None:
    """Send a colleague a message written to the reporter, if they are one still.

    Raises:
        NotNow, Unsure: it is to be tried again later.
    """
    rows = Sending.objects.select_related("ticket__reporter")
    sending = rows.get(ticket_id=ticket, position=position)
    for reader in colleagues(sending.ticket):
        if reader.pk == person and not is_stopped(address_of(reader)):
            try:
                hand_over(letter_of(sending, at=now(), reader=reader))
            except Never as never:
                log.warning("a copy of message %d of ticket %d: %s", position, ticket, never)


def tell(memo: int) -> None:
    """Send a mail to an agent unless it was sent before, or there is nobody to send it to.

    Raises:
        NotNow, Unsure: it is to be tried again later.
    """
    row = Memo.objects.select_related("agent", "ticket").get(pk=memo)
    if row.sent_at is not None or not row.agent.is_active:
        return
    mail = staff_mail_of(row, at=now())
    try:
        hand_over_to_staff(mail)
    except Never as never:
        log.warning("a memo to agent %d was refused for good: %s", row.agent_id, never)
    notices.sent(row, at=now())


def _check_pace(sending: Sending, letter: Letter) -> None:
    """Pass a receipt unless its address had too many: anybody can type anybody's into the form.

    The report is a ticket all the same, and its page answers whoever sent it.

    Raises:
        Never: this receipt is not sent.
    """
    if letter.automatic != "auto-replied" or sending.ticket.channel != "web" or sending.attempts:
        return
    had = count_try("receipt by address", sending.to, within=timedelta(hours=1), at=now())
    if had > MOST_RECEIPTS:
        raise Never(f"this address had {MOST_RECEIPTS} receipts within the hour already")


def _count_unnoted(sending: Sending, begun: int) -> None:
    """Count the tries that ended before anything of them was noted: a second copy may follow."""
    lost = begun - sending.attempts
    if lost > 0:
        sending.state, sending.attempts = Sending.State.UNKNOWN, begun
        sending.unsure += lost
        sending.save(update_fields=["state", "attempts", "unsure"])


def _tried_too_often(sending: Sending, fault: Exception) -> bool:
    """Note a try that failed, so that staff see it; after `MOST_TRIES` give the message up."""
    if sending.attempts + 1 >= MOST_TRIES:
        why = f"given up after {MOST_TRIES} tries: {fault}"
        delivery.bounced(sending.ticket_id, sending.position, why=why, at=now())
        return True
    Sending.objects.filter(pk=sending.pk).exclude(state__in=_DONE).update(
        state=Sending.State.UNKNOWN if isinstance(fault, Unsure) else sending.state,
        attempts=F("attempts") + 1,
        unsure=F("unsure") + int(isinstance(fault, Unsure)),
        last_error=f"{type(fault).__name__}: {fault}"[:2000],
    )
    return False


def again_in(tries: int) -> int:
    """Return how many seconds to wait before the next try: 10, 20, 40 … up to an hour."""
    return int(min(10 * 2 ** min(tries, 20), 3_600))
