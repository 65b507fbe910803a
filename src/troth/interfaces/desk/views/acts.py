"""The record of what was done about sign-ins, for whoever looks after the desk or audits it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.accounts.models import User
from troth.domain.accounts.rules import Right
from troth.domain.security import queries
from troth.domain.security.models import Act
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.gate.listing import clock_at
from troth.interfaces.now import now
from troth.interfaces.ui.browsers import browser_words
from troth.interfaces.ui.times import Moment


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act as a line: what, about whom, by whom, from where."""

    when: Moment
    what: str
    whom: str
    by: str
    where: str
    note: str


@require_http_methods(["GET", "HEAD"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show the newest acts.

    Raises:
        Http404: they neither run the desk nor audit it.
    """
    user = request.user
    if not may_read(user):
        raise Http404("This is for whoever runs or audits the desk.")
    at = now()
    clock, found = clock_at(at), queries.acts()
    names = queries.names_of(found)
    shown = [
        ActShown(
            when=clock.told(act.at),
            what=words_of(act.kind),
            whom=act.whom,
            by=_by(act, names),
            where=" · ".join(one for one in (act.source, browser_words(act.browser)) if one),
            note=act.note,
        )
        for act in found
    ]
    page = {
        "now": at,
        "clock": clock,
        "here": "security",
        "acts": shown,
        "most": queries.MOST_ACTS,
    }
    return render(request, "desk/security/acts.html", page)


def may_read(user: User) -> bool:
    """Say whether somebody runs the desk, or audits it: whoever audits does no work on it."""
    return user.may(Right.RUN) or not user.may(Right.WORK)


def words_of(kind: str) -> str:
    """Return what was done, as a line of the record says it."""
    return {
        "signed_in": _("Signed in from a new browser"),
        "password_changed": _("Changed the password"),
        "password_chosen": _("Chose a password by a link"),
        "link_made": _("Made a link to choose a password"),
        "factor_enrolled": _("Enrolled an app"),
        "factor_removed": _("Removed the app"),
        "factor_guessed": _("Guessed at codes with the right password"),
        "recovery_used": _("Used a recovery code"),
        "recovery_made": _("Made new recovery codes"),
        "session_ended": _("Ended a session"),
        "sessions_ended": _("Ended all other sessions"),
        "added": _("Added to the desk"),
        "role_changed": _("Changed the role"),
        "let_go": _("Let go"),
        "taken_back": _("Taken back"),
        "unlocked": _("Forgot what was guessed"),
    }[kind]


def _by(act: Act, names: dict[str, str]) -> str:
    kind, _sep, who = act.by.partition(":")
    if kind == "shell":
        return _("%(account)s, from a shell") % {"account": who}
    return names.get(act.by) or act.whom
