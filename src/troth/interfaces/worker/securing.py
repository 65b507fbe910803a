"""Mail what was done about somebody's sign-in, and links to choose a password by."""

from contextlib import suppress

from troth.domain.accounts.models import User
from troth.domain.security.models import Act, LinkLetter
from troth.domain.security.passwords import LINK_HOLDS, make_link
from troth.interfaces.channels.mail.acts import link_mail, mail_of
from troth.interfaces.channels.mail.handing import hand_over, hand_over_to_staff
from troth.interfaces.channels.mail.hop import Never
from troth.interfaces.channels.shapes import Letter, StaffMail
from troth.interfaces.now import now


def tell(pk: int) -> None:
    """Tell somebody of an act about their sign-in, unless they were let go since.

    Raises:
        NotNow, Unsure: it is to be tried again.
    """
    act = Act.objects.filter(pk=pk).first()
    if act is None or act.user_id is None:
        return
    user = User.objects.filter(pk=act.user_id, is_active=True).first()
    if user:
        _hand_over(mail_of(act, user, at=now()))


def send_link(pk: int) -> None:
    """Send a link, unless it was asked for too long ago. Whoever has no password gets nothing.

    Raises:
        NotNow, Unsure: it is to be tried again; with a new link, so one alone ever counts.
    """
    at = now()
    asked = LinkLetter.objects.filter(pk=pk).first()
    if asked is None:
        return
    user = User.objects.filter(email=asked.email.strip().lower()).first()
    if at - asked.asked_at < LINK_HOLDS and user and user.is_staff:
        key, minutes = f"link-{asked.pk}-{at:%Y%m%d%H%M%S}", int(LINK_HOLDS.seconds / 60)
        _hand_over(link_mail(user, make_link(user, at=at), key=key, minutes=minutes, at=at))
    asked.delete()


def _hand_over(mail: Letter | StaffMail) -> None:
    with suppress(Never):  # the mail server refuses the address for good
        if isinstance(mail, StaffMail):
            hand_over_to_staff(mail)
        else:
            hand_over(mail)
