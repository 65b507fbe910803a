"""Whom a ticket may be given to: with how much they have, and who is away."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from troth.domain.accounts import queries as accounts
from troth.domain.accounts.models import User
from troth.domain.accounts.teams import is_away
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.domain.tickets.actions.assigning import Whose
from troth.interfaces.ui.times import DeskClock

_VALUE = re.compile(r"(agent|team|turn)-([1-9]\d{0,17})")


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody, or a team, to give a ticket to."""

    value: str
    name: str
    load: int | None = None  # open tickets that are theirs
    more: str = ""
    away: str = ""  # until when
    note: str = ""


def choices(user: User, clock: DeskClock) -> list[Choice]:
    """Return whom a ticket may be given to: oneself, who has least, teams, those away, nobody."""
    load = queries.load(user)
    here: list[Choice] = []
    away: list[Choice] = []
    for one in accounts.agents():
        gone = is_away(one.away_until, clock.now)
        name = _("%(name)s (you)") % {"name": one.name} if one.pk == user.pk else one.name
        until = clock.at(one.away_until).words if gone and one.away_until else ""
        note = one.away_note if gone else ""
        choice = Choice(f"agent-{one.pk}", name, load.get(one.pk, 0), away=until, note=note)
        (away if gone else here).append(choice)
    me = f"agent-{user.pk}"
    here.sort(key=lambda one: (one.value != me, one.load, one.name))
    teams = []
    for team in accounts.teams():
        turn = _("to whoever waited longest")
        teams.append(
            Choice(f"turn-{team.pk}", _("%(team)s, in turn") % {"team": team.name}, more=turn)
        )
        teams.append(Choice(f"team-{team.pk}", team.name, more=_("until one of them takes it")))
    nobody = [
        Choice("nobody", _("Nobody"), more=_("back to its team, if it has one")),
        Choice("no-team", _("Nobody, and no team")),
    ]
    return [*here, *teams, *away, *nobody]


def read(value: str, user: User) -> Whose:
    """Read what a form says a ticket's owner is to be.

    Raises:
        Refused: it says nothing that a form of ours offers.
    """
    if value == "mine":
        return Whose("agent", user.pk)
    if value == "nobody":
        return Whose("nobody")
    if value == "no-team":
        return Whose("no team")
    found = _VALUE.fullmatch(value)
    if found is None:
        raise Refused(_("Say whose it is to be."))
    kinds = {"agent": "agent", "team": "team", "turn": "turn"}
    return Whose(kinds[found[1]], int(found[2]))  # type: ignore[arg-type]
