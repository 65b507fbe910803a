"""A page by mail, through the desk's own next hop."""

from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from troth.domain.tickets import tokens
from troth.interfaces.channels.mail.handing import hand_over_to_staff
from troth.interfaces.channels.mail.hop import Never, NotNow, Unsure
from troth.interfaces.channels.shapes import StaffMail
from troth.interfaces.now import now
from troth.interfaces.pager.shapes import Call, Outcome


def read(text: str) -> str:
    """Return an address.

    Raises:
        ValueError: it is none.
    """
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError("Write an e-mail address, such as name@example.com.") from None
    return address


def reach(to: str, call: Call) -> Outcome:
    """Hand the page to the next hop."""
    mail = StaffMail(
        message_id=f"<page-{call.key}@troth>",
        sender_name="Troth",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        agent=to,
        subject=call.title,
        text=call.text,
        at=now(),
        preferences=settings.TROTH.url + reverse("desk:on-call"),
        loop=tokens.loop_id(),
    )
    try:
        hand_over_to_staff(mail)
    except Unsure:
        return Outcome("unknown", "the line broke while the mail was under way")
    except (Never, NotNow, OSError):
        return Outcome("failed", "the next mail server did not take it")
    return Outcome("handed over")
