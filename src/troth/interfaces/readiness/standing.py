"""How this desk stands, looked up as it runs."""

import socket
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from troth.core.facts.kinds import Reported
from troth.core.policy.document import Policy
from troth.core.policy.target import ALWAYS, Target
from troth.core.urgent.shifts import ROUND_THE_CLOCK
from troth.domain.accounts import queries as accounts
from troth.domain.accounts.teams import is_away
from troth.domain.contracts import entitled, register
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.models import Contract
from troth.domain.notices import queries as notices
from troth.domain.notices import rules as notice_rules
from troth.domain.refusal import Refused
from troth.domain.urgent import queries as urgent
from troth.interfaces.channels.mail.state import state
from troth.interfaces.readiness.rules import Found

A_WEEK = timedelta(days=7)
PATIENCE = 2.0  # seconds for the next mail server to answer
MANY = 500  # contracts are looked through no further: one that names somebody is enough


def look(at: datetime) -> Found:
    """Look at everything a desk needs; `at` is now."""
    env = settings.TROTH
    mail = state(env.mail_in, at)
    told = _told(at)
    policy, edition, coming = _policy(at)
    silent = tuple(_promised(policy)) if policy is not None and not told else ()
    return Found(
        edition=edition,
        coming=coming,
        administrators=accounts.administrators(),
        here=sum(not is_away(one.away_until, at) for one in accounts.agents()),
        url=env.url,
        mail_from=env.mail_from,
        mail_out_fault=_mail_out_fault(),
        ways_in=mail.ways,
        mail_in_fault="; ".join(mail.alarms),
        checks=contracts.checking(at),
        may_ask=_may_ask(at),
        told=len(told),
        silent=silent,
        around_the_clock=tuple(_promised(policy, clock=ALWAYS)) if policy else (),
        has_rota=urgent.latest_edition() is not None,
        uncovered=tuple(_uncovered(at)),
    )


def _policy(at: datetime) -> tuple[Policy | None, str, str]:
    try:
        _, edition = contracts.current(at)
    except Refused:
        ahead = [one for one in contracts.published() if one.effective_at > at]
        return None, "", ahead[-1].effective.isoformat() if ahead else ""
    policy = edition.policy
    return policy, f"{policy.title}, {policy.version}", ""


def _promised(policy: Policy, clock: str = "") -> list[str]:
    """Return the severities whose response falls due, or those that count by one clock."""
    return [
        one.name
        for one in policy.severities
        if isinstance(one.response, Target) and clock in ("", one.response.clock)
    ]


def _told(at: datetime) -> set[int]:
    """Return who is told of a new ticket before its response falls due, as rules and wishes say."""
    wishes = {who: wish for who, wish in notices.wishes(at).items() if not wish.away}
    new = notice_rules.News(0, 1, at, "desk", Reported("", None, None))
    heard = {one.agent for one in notice_rules.told(new, wishes, at) if one.way == "at once"}
    heard |= {who for who, one in wishes.items() if one.way("nobody's promise near") == "at once"}
    in_turn = accounts.given_new_tickets()
    return heard | {
        who for who, one in wishes.items() if who in in_turn and one.way("assigned") == "at once"
    }


def _may_ask(at: datetime) -> int:
    found = register.whole(Contract.objects.order_by("-pk")[:MANY], at)
    standing = [one for one in found if entitled.in_force(one.agreed, at)]
    return sum(len(one.named) + len(one.domains) for one in standing)


def _uncovered(at: datetime) -> list[str]:
    gaps = urgent.uncovered(at, at + A_WEEK, ROUND_THE_CLOCK)
    form = "%Y-%m-%d %H:%M"
    return [
        _("%(begins)s to %(ends)s UTC")
        % {"begins": begins.strftime(form), "ends": ends.strftime(form)}
        for begins, ends in gaps[:3]
    ]


def _mail_out_fault() -> str:
    """Return why the next mail server cannot be reached, in words, or nothing."""
    mail = settings.TROTH.mail
    if mail.is_outbox:
        return _("Mail is only kept, as a demo does, and sent to nobody.")
    try:
        with socket.create_connection((mail.host, mail.port), timeout=PATIENCE):
            return ""
    except OSError as fault:
        return _("%(host)s:%(port)s does not answer: %(why)s.") % {
            "host": mail.host,
            "port": mail.port,
            "why": fault.strerror or str(fault),
        }
