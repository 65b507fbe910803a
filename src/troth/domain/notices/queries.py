"""Reading notices, and the ledger for new ones."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db import connection

from troth.core.clock.faults import UnknownZone
from troth.core.clock.zones import find_zone
from troth.core.facts import wire
from troth.core.policy.prose.wording import main_hours
from troth.domain.accounts.models import Membership, User
from troth.domain.contracts import queries as contracts
from troth.domain.notices.models import Notice, Wishes
from troth.domain.notices.rules import News, Pending, Wish
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.queries import visible_to

log = logging.getLogger("troth.notices")

PAGE = 50
MANY = 100
"""Unread notices are counted no further, and shown as "99+"."""
TELLING = [
    "reported", "held", "message_in", "note", "assigned", "promise_warned", "promise_broken",
    "message_bounced", "patch_released", "closing_undone",
]  # fmt: skip
"""Kinds of entries that may concern somebody."""
_NEW = (
    "SELECT id, chain_id, position, kind, form, at, by, facts FROM ledger_entry"
    " WHERE id > %s AND id <= %s AND kind = ANY(%s) ORDER BY id LIMIT %s"
)
# Every page of the desk asks it, and the ORM would take longer to spell it than to ask it.
_UNREAD = (
    "SELECT count(*) FROM (SELECT FROM notices_notice WHERE agent_id = %s AND read_at IS NULL"
    " LIMIT %s) AS unread"
)
_WAKING = (
    f"SELECT ({_UNREAD}), ARRAY(SELECT chain_id FROM urgent_openpage"  # noqa: S608 - of our own
    " WHERE missed_at IS NOT NULL ORDER BY paged_at, chain_id LIMIT 5)"
)
_SAID = (
    "SELECT e.chain_id, e.position, c.body->>'text' FROM unnest(%s::bigint[], %s::int[])"
    " AS asked(chain, position) JOIN ledger_entry e"
    " ON e.chain_id = asked.chain AND e.position = asked.position"
    " JOIN ledger_content c ON c.digest = decode(e.facts->>'content', 'hex')"
    " WHERE e.kind IN ('note', 'message_in', 'reported', 'assigned')"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as a page or a mail tells it: by whom, and the first words of what they wrote."""

    notice: Notice
    who: str
    said: str


def unread(user: User) -> int:
    """Return how many notices an agent has not read, counted no further than `MANY`."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [user.pk, MANY])
        return int(cursor.fetchone()[0])


def waking(user: User) -> tuple[int, list[int]]:
    """Return how many notices an agent has not read, and tickets whose page all have missed.

    One question, since every page of the desk asks it. Of such tickets there are five at most,
    the longest paged first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAKING, [user.pk, MANY])
        unread, missed = cursor.fetchone()
    return unread, missed


def newest(user: User, *, before: int | None = None) -> list[Shown]:
    """Return a page of an agent's notices, the newest first."""
    rows = Notice.objects.filter(agent=user, ticket__in=visible_to(user))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return shown(list(rows.select_related("ticket").order_by("-id")[:PAGE]))


def shown(notices: Sequence[Notice]) -> list[Shown]:
    """Return notices with the names and words that belong to them, in two questions."""
    ids = {int(one.by.partition(":")[2]) for one in notices if one.by.startswith("agent:")}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    said = _said(notices)
    return [
        Shown(
            one,
            names.get(int(one.by.partition(":")[2]), "") if one.by.startswith("agent:") else "",
            said.get((one.ticket_id, one.position), ""),
        )
        for one in notices
    ]


def _said(notices: Sequence[Notice]) -> dict[tuple[int, int], str]:
    if not notices:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [[n.ticket_id for n in notices], [n.position for n in notices]])
        return {(chain, at): " ".join((text or "").split()) for chain, at, text in cursor}


def wishes_of(user: User) -> Wishes:
    """Return how an agent wants to be told: their row, or the usual one, not stored."""
    return Wishes.objects.filter(agent=user).first() or Wishes(agent=user)


def wishes(at: datetime) -> dict[int, Wish]:
    """Return how everybody who works here wants to be told, by their id."""
    said = {row.agent_id: row for row in Wishes.objects.all()}
    agents = User.objects.agents().values_list("pk", "zone", "away_until")
    return {
        pk: _wish(said.get(pk), zone, away=away is not None and away > at)
        for pk, zone, away in agents
    }


def desk_zone(at: datetime) -> tzinfo:
    """Return the zone of the hours that support is open in."""
    _, edition = contracts.current(at)
    return edition.hours(main_hours(edition.policy).key).zone


def _zone(name: str) -> tzinfo | None:
    try:
        return find_zone(name)
    except UnknownZone:
        return None


def _wish(row: Wishes | None, zone: str, *, away: bool) -> Wish:
    if row is None:
        return Wish(zone=_zone(zone), away=away)
    quiet = None
    if row.quiet_from is not None and row.quiet_until is not None:
        quiet = (row.quiet_from, row.quiet_until)
    return Wish(row.ways, _zone(zone), row.digest_at, quiet, away)


def news(after: int, upto: int, most: int | None = None) -> tuple[list[News], int]:
    """Return what the ledger says between two entries, and the entry up to which that is all."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW, [after, upto, TELLING, most])
        rows = cursor.fetchall()
    return list(_news(rows)), rows[-1][0] if len(rows) == most else upto


def _news(
    rows: Sequence[tuple[int, int, int, str, int, datetime, str, str]],
) -> Iterator[News]:
    tickets = Ticket.objects.select_related("standing").in_bulk({row[1] for row in rows})
    teams = _teams({one.standing.team_id for one in tickets.values()} - {None})
    for _, chain, position, kind, form, at, by, facts in rows:
        ticket = tickets.get(chain)
        try:
            fact = wire.read(kind, form, json.loads(facts))
        except wire.UnknownFactError:
            log.exception("entry %d of ticket %d tells nobody: it does not read", position, chain)
            continue
        if ticket is None:
            continue
        stands = ticket.standing
        yield News(
            ticket=chain,
            position=position,
            at=at,
            by=by,
            fact=fact,
            assignee=stands.assignee_id,
            team=teams.get(stands.team_id, frozenset()),
            undecided=stands.undecided,
            held=stands.held,
            closed=stands.closed_at is not None,
            gravest=stands.held and _gravest(ticket) == stands.severity,
        )


def _gravest(ticket: Ticket) -> str:
    return contracts.edition(ticket.edition_id).policy.severities[0].key


def _teams(ids: set[int | None]) -> dict[int | None, frozenset[int]]:
    members: dict[int | None, set[int]] = {}
    rows = Membership.objects.filter(team__in=ids) if ids else Membership.objects.none()
    for team, user in rows.values_list("team_id", "user_id"):
        members.setdefault(team, set()).add(user)
    return {team: frozenset(users) for team, users in members.items()}


def pending(at: datetime) -> list[Pending]:
    """Return what waits to be mailed to everybody who is due a mail, with all that goes along."""
    waiting = Notice.objects.filter(memo=None)
    due = waiting.filter(mail_at__lte=at, agent__is_active=True)
    agents = set(due.values_list("agent", flat=True)[:5000])
    if not agents:
        return []
    rows = waiting.filter(agent__in=agents).order_by("agent", "id")
    return [
        Pending(*row)
        for row in rows.values_list("id", "agent_id", "ticket_id", "digest", "mail_at")
    ]
