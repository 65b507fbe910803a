"""Make the mail that tells an agent of notices, of one ticket or of many."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.domain.contracts import queries as contracts
from troth.domain.notices import queries
from troth.domain.notices.models import Memo
from troth.domain.notices.queries import Shown
from troth.domain.tickets import tokens
from troth.domain.tickets.models import Ticket
from troth.interfaces.channels.shapes import StaffMail
from troth.interfaces.ui.notices import told
from troth.interfaces.ui.times import desk_clock

SAID = 400  # letters of what somebody wrote
MOST = 100  # notices spelled out in one mail


def staff_mail_of(memo: Memo, *, at: datetime) -> StaffMail:
    """Return the mail of a memo.

    Raises:
        LookupError: what it was to tell of is gone.
    """
    rows = memo.notices.select_related("ticket").order_by("id")
    found = queries.shown(list(rows[:MOST]))
    if not found:
        raise LookupError(f"memo {memo.pk} tells of nothing")
    _id, edition = contracts.current(at)
    clock = desk_clock(edition, at, memo.agent.zone)
    preferences = settings.TROTH.url + reverse("desk:preferences")
    by_ticket: dict[Ticket, list[str]] = {}
    for one in found:
        line = f"{told(one.notice.kind, one.who)}, {clock.promised(one.notice.at).words}"
        by_ticket.setdefault(one.notice.ticket, []).append(_with_words(line, one))
    more = rows.count() - len(found)
    return StaffMail(
        message_id=memo.message_id,
        sender_name=f"{edition.policy.vendor} support",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        agent=memo.agent.email,
        subject=_subject(memo, found, len(by_ticket)),
        text=_joined(
            [
                *(_of_ticket(ticket, lines) for ticket, lines in by_ticket.items()),
                ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more} if more else "",
                _("Nobody reads answers to this mail: write in the ticket."),
                _("How you are told: %(page)s") % {"page": preferences},
            ]
        ),
        at=at,
        preferences=preferences,
        loop=tokens.loop_id(),
        thread=f"<notices-{memo.ticket_id}-{memo.agent_id}@troth>" if memo.ticket_id else "",
    )


def _subject(memo: Memo, found: list[Shown], tickets: int) -> str:
    if memo.digest:
        count = {"n": tickets}
        return ngettext("Digest: %(n)d ticket", "Digest: %(n)d tickets", tickets) % count
    if memo.ticket is None:
        return ngettext("News of %(n)d ticket", "News of %(n)d tickets", tickets) % {"n": tickets}
    first = told(found[-1].notice.kind, found[-1].who)
    return f"{memo.ticket.ref}: {first} · {memo.ticket.subject}"


def _of_ticket(ticket: Ticket, lines: Iterable[str]) -> str:
    link = settings.TROTH.url + reverse("desk:ticket", args=[ticket.pk])
    return "\n\n".join([f"{ticket.ref} {ticket.subject}\n{link}", "\n".join(lines)])


def _with_words(line: str, one: Shown) -> str:
    if not one.said:
        return f"- {line}"
    short = one.said if len(one.said) <= SAID else f"{one.said[:SAID].rsplit(' ', 1)[0]} …"
    return f"- {line}: “{short}”"


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(one for one in paragraphs if one) + "\n"
