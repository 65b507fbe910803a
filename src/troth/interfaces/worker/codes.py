"""Mail a code to sign in by, if the address is a customer's."""

from contextlib import suppress
from email.utils import parseaddr

from django.conf import settings

from troth.domain.accounts.actions import CODE_HOLDS
from troth.domain.accounts.models import CodeLetter
from troth.domain.contracts import queries as contracts
from troth.domain.customers.queries import person_behind
from troth.domain.tickets import tokens
from troth.interfaces.channels.mail.handing import hand_over
from troth.interfaces.channels.mail.hop import Never
from troth.interfaces.channels.shapes import Letter
from troth.interfaces.now import now

TEXT = """{code} is your code to sign in to {product} support.

It holds for {minutes} minutes, once, in the browser that asked for it.

If that was not you, somebody typed your address. Nothing happens without this code, and nobody \
of our staff will ever ask you for it.
"""


def send(pk: int) -> None:
    """Send a code, unless it no longer counts. An address we do not know gets nothing.

    Raises:
        NotNow, Unsure: it is to be tried again.
    """
    at = now()
    asked = CodeLetter.objects.filter(pk=pk).first()
    if asked is None:
        return
    if at - asked.asked_at < CODE_HOLDS and person_behind(asked.email) is not None:
        _, edition = contracts.current(at)
        policy = edition.policy
        letter = Letter(
            message_id=f"<code-{asked.pk}-{asked.asked_at:%Y%m%d%H%M%S}@troth>",
            sender_name=f"{policy.vendor} support",
            sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            to=asked.email,
            subject=f"{asked.code} is your code for {policy.product} support",
            text=TEXT.format(
                code=asked.code, product=policy.product, minutes=int(CODE_HOLDS.seconds / 60)
            ),
            at=at,
            automatic="auto-generated",
            loop=tokens.loop_id(),
        )
        with suppress(Never):  # the mail server refuses the address for good
            hand_over(letter)
    asked.delete()
