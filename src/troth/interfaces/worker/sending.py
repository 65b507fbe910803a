"""Write letters, hand them over, and record what became of each."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.domain.accounts.actions import count_try
from troth.domain.customers.queries import address_of, is_stopped, stopped_among
from troth.domain.notices import actions as notices
from troth.domain.notices.models import Memo
from troth.domain.tickets.actions import delivery, trying
from troth.domain.tickets.models import Sending
from troth.domain.tickets.participants import colleagues
from troth.interfaces.channels.mail.accepting import AWAY
from troth.interfaces.channels.mail.handing import hand_over, hand_over_to_staff
from troth.interfaces.channels.mail.hop import Never, NotNow, Unsure
from troth.interfaces.channels.mail.letters import Papers, letter_of, papers
from troth.interfaces.channels.mail.memos import staff_mail_of
from troth.interfaces.channels.shapes import Letter
from troth.interfaces.now import now

MOST_RECEIPTS = 30  # to one address in an hour, for reports by the form
MOST_TRIES = 130  # at an hour apart, five days and more (RFC 5321, section 4.5.4.1)
STOPPED = (
    "nothing is mailed to this address since it complained; staff can allow it on the mail page"
)
log = logging.getLogger("troth.mail")


@dataclass(frozen=True, slots=True)
class End:
    """How a try ended: the next hop accepted the message at `at`, or there was a fault."""

    sending: Sending
    at: datetime
    fault: BaseException | None = None


def written(sendings: Sequence[Sending]) -> Iterator[tuple[Sending, Letter | End]]:
    """Yield the letter of each message, or the end of a try that comes to no letter.

    Whatever is wrong with one message is told in the log, and holds up no other.
    """
    read = papers({one.ticket_id for one in sendings})
    stopped = stopped_among(one.to for one in sendings)
    for one in sendings:
        try:
            yield one, _letter(one, read, stopped)
        except AWAY:
            raise
        except Exception as fault:
            yield one, End(one, now(), fault)


def hand(letter: Letter) -> datetime:
    """Give a letter to the next hop; return when it was accepted. Asks nothing of the database.

    Raises:
        NotNow, Never, Unsure: it has not accepted it, or may have.
    """
    hand_over(letter)
    return now()


def record(ends: Sequence[End]) -> None:
    """Record how tries ended: of what was accepted in one transaction, the others each.

    Of a message whose end cannot be recorded it is said that nobody knows.
    """
    taken = [one for one in ends if one.fault is None]
    try:
        if taken:
            told = [(one.sending.ticket_id, one.sending.position, one.at) for one in taken]
            delivery.accepted_many(told, at=now())
    except AWAY:
        raise
    except Exception:
        log.exception("%d acceptances could not be recorded; trying one by one", len(taken))
        for one in taken:
            _record(one)
    for one in ends:
        if one.fault is not None:
            _record(one)


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
    notices.begin(row, at=now())
    try:
        hand_over_to_staff(mail)
    except Never as never:
        log.warning("a memo to agent %d was refused for good: %s", row.agent_id, never)
    except (NotNow, Unsure) as fault:
        notices.failed(row, unsure=isinstance(fault, Unsure))
        raise
    notices.sent(row, at=now())


def _letter(sending: Sending, read: Papers, stopped: set[str]) -> Letter:
    if sending.to in stopped:
        raise Never(STOPPED)
    letter = letter_of(sending, at=now(), read=read)
    _check_pace(sending, letter)
    return letter


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


def _record(end: End) -> None:
    try:
        _record_one(end)
    except AWAY:
        raise
    except Exception as fault:
        log.exception("ALARM what became of %s cannot be recorded", end.sending)
        trying.put_off(end.sending, _words(fault), unsure=True, at=now())


def _record_one(end: End) -> None:
    number, position, fault = end.sending.ticket_id, end.sending.position, end.fault
    if fault is None:
        delivery.accepted(number, position, at=end.at)
    elif isinstance(fault, Never):
        delivery.bounced(number, position, why=str(fault), at=now())
    elif end.sending.begun >= MOST_TRIES:
        why = f"given up after {MOST_TRIES} tries: {fault}"
        delivery.bounced(number, position, why=why, at=now())
    else:
        if not isinstance(fault, NotNow | Unsure):
            log.error("ALARM %s cannot be written", end.sending, exc_info=fault)
        trying.put_off(end.sending, _words(fault), unsure=isinstance(fault, Unsure), at=now())


def _words(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"
