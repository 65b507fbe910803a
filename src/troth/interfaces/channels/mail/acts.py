"""Make the mail that tells somebody what was done about their sign-in, or how to choose a password.

Of two shapes, as everywhere: a letter to a customer, a staff mail to an agent.
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.security.models import Act
from troth.domain.tickets.tokens import loop_id
from troth.interfaces.channels.shapes import Letter, StaffMail
from troth.interfaces.ui.browsers import browser_words
from troth.interfaces.ui.times import zone_of

SECURITY, SESSIONS = "/desk/security", "/sessions"


def told(kind: str) -> tuple[str, str]:
    """Return what an act is called in a subject, and what it means, as its reader is told."""
    return {
        "signed_in": (
            _("A new browser signed in as you"),
            _("Somebody signed in as you from a browser that we did not know."),
        ),
        "password_changed": (
            _("Your password was changed"),
            _("Your password was changed. Every other browser was signed out."),
        ),
        "password_chosen": (
            _("A new password was chosen"),
            _("A new password was chosen by a link. Every browser was signed out."),
        ),
        "factor_enrolled": (
            _("Signing in takes a code now"),
            _("An app that makes codes was enrolled. Signing in takes your password and a code."),
        ),
        "factor_removed": (
            _("Your second factor was removed"),
            _("The app that makes your codes was removed, and your recovery codes with it."),
        ),
        "factor_guessed": (
            _("Somebody knows your password"),
            _("Somebody typed your password and then many wrong codes. Choose another password."),
        ),
        "recovery_used": (
            _("A recovery code was used"),
            _("Somebody signed in as you with a recovery code. That code counts no more."),
        ),
        "recovery_made": (
            _("New recovery codes were made"),
            _("New recovery codes were made. Those from before count no more."),
        ),
        "session_ended": (
            _("You were signed out of one browser"),
            _("One of your sessions was ended."),
        ),
        "sessions_ended": (
            _("You were signed out elsewhere"),
            _("All of your other sessions were ended."),
        ),
    }[kind]


def mail_of(act: Act, user: User, *, at: datetime) -> Letter | StaffMail:
    """Return the mail that tells of an act."""
    subject, meaning = told(act.kind)
    page = settings.TROTH.url + (SECURITY if user.is_staff else SESSIONS)
    when = act.at.astimezone(zone_of(user.zone)) if zone_of(user.zone) else act.at
    facts = [_("When: %(when)s") % {"when": f"{when:%Y-%m-%d %H:%M} {when:%Z}".strip()}]
    if act.by.startswith("shell:"):
        facts.append(_("By whom: somebody who looks after the desk, from its shell"))
    if name := browser_words(act.browser):
        facts.append(_("Browser: %(name)s") % {"name": name})
    if act.source:
        facts.append(_("Address: %(address)s") % {"address": act.source})
    return _mail(
        f"act-{act.pk}",
        user,
        subject,
        [
            meaning,
            "\n".join(f"- {fact}" for fact in facts),
            _("If that was you, there is nothing to do. If not, see who is signed in as you:")
            + f"\n{page}",
        ],
        at=at,
    )


def link_mail(user: User, word: str, *, key: str, minutes: int, at: datetime) -> Letter | StaffMail:
    """Return the mail with a link by which an agent chooses a password."""
    link = f"{settings.TROTH.url}/desk/password/{word}"
    return _mail(
        key,
        user,
        _("Choose a new password"),
        [
            _("Choose a new password for the support desk here:") + f"\n{link}",
            _("The link counts once, for %(minutes)d minutes.") % {"minutes": minutes},
            _("If that was not you, somebody typed your address, and nothing else happened."),
        ],
        at=at,
    )


def _mail(
    key: str, user: User, subject: str, said: list[str], *, at: datetime
) -> Letter | StaffMail:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    text, message_id = "\n\n".join(said) + "\n", f"<{key}-{user.pk}@troth>"
    if user.is_staff:
        return StaffMail(
            message_id, _name(at), sender, user.email, subject, text, at, loop=loop_id()
        )
    return Letter(
        message_id,
        _name(at),
        sender,
        user.email,
        subject,
        text,
        at,
        automatic="auto-generated",
        loop=loop_id(),
    )


def _name(at: datetime) -> str:
    """Return who writes; a desk whose policy is not published yet has no name but ours."""
    try:
        _id, edition = contracts.current(at)
    except Refused:
        return "Troth"
    return f"{edition.policy.vendor} support"
