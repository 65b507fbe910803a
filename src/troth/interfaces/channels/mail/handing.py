"""Handing a letter to the next hop, or to a demo's outbox."""

import threading
from email.utils import parseaddr
from secrets import token_hex

from django.conf import settings
from django.utils.translation import gettext as _

from troth.domain.tickets.tokens import loop_id
from troth.interfaces.channels.mail import outbox
from troth.interfaces.channels.mail.compose import compose, compose_staff
from troth.interfaces.channels.mail.hop import Hop, Never, NotNow, Unsure, Where
from troth.interfaces.channels.shapes import Letter, StaffMail
from troth.interfaces.now import now

_own = threading.local()


def hand_over(letter: Letter) -> None:
    """Give a letter to the next hop, or to a demo's outbox.

    Raises:
        NotNow, Never, Unsure: it has not accepted it, or may have.
    """
    # Mail that nobody wrote has a return path of its own or none: nobody may answer there.
    sender = letter.return_path or letter.sender
    if letter.automatic and sender == letter.sender:
        sender = ""
    raw = compose(letter)
    if settings.TROTH.mail.is_outbox:
        outbox.keep(raw, message_id=letter.message_id, at=letter.at)
        return
    _hop().send(
        raw,
        sender=sender,
        to=letter.to,
        envelope_id=letter.envelope_id,
        receipt=not letter.automatic,
    )


def hand_over_to_staff(mail: StaffMail) -> None:
    """Give a mail to an agent to the next hop. It is from nobody: no report of it comes back.

    Raises:
        NotNow, Never, Unsure: it has not accepted it, or may have.
    """
    raw = compose_staff(mail)
    if settings.TROTH.mail.is_outbox:
        outbox.keep(raw, message_id=mail.message_id, at=mail.at)
    else:
        _hop().send(raw, sender="", to=mail.agent)


def try_out(to: str) -> str:
    """Send a test message; return why that failed, in words, or nothing."""
    letter = Letter(
        message_id=f"<test-{token_hex(16)}@troth>",
        sender_name=str(_("Troth")),
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=to,
        subject=str(_("A test of the support desk's mail")),
        text=str(_("This message was sent to see whether the desk can send mail. It can.")),
        at=now(),
        automatic="auto-generated",
        loop=loop_id(),
    )
    try:
        hand_over(letter)
    except (Never, NotNow, Unsure, OSError) as fault:
        return str(fault)
    return ""


def _hop() -> Hop:
    """Return this thread's line to the next hop, made anew when the setting has changed."""
    where = Where(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        tls=settings.EMAIL_USE_SSL,
        patience=settings.EMAIL_TIMEOUT,
    )
    if getattr(_own, "where", None) != where:
        _own.where, _own.hop = where, Hop(where)
    hop: Hop = _own.hop
    return hop
