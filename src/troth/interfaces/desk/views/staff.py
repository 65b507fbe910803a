"""Who works here: as what, in which teams, and who is away."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.accounts import queries, teams
from troth.domain.accounts.models import Team, User
from troth.domain.refusal import Refused
from troth.domain.security import administration
from troth.domain.tickets.actions.assigning import newest_number
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import staff as screens
from troth.interfaces.gate.adapter import by_of
from troth.interfaces.now import now


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show who works here; with POST, let somebody in."""
    if request.method != "POST":
        return _page(request)

    def enter() -> None:
        administration.add(
            _said(request, "email"),
            name=_said(request, "name"),
            role=_said(request, "role"),
            password=request.POST.get("password", ""),
            by=by_of(request, request.user),
            at=now(),
        )

    return _attempt(request, "new", enter)


@require_POST
@agents_only
def change(request: AgentRequest, agent: int) -> HttpResponse:
    """Give somebody another role, or let them go."""
    found, by, at = _find(agent), by_of(request, request.user), now()

    def do() -> None:
        if request.POST.get("do") == "gone":
            administration.let_go(found.email, by=by, at=at)
        else:
            administration.change_role(found.email, _said(request, "role"), by=by, at=at)

    return _attempt(request, f"agent-{agent}", do)


@require_POST
@agents_only
def absence(request: AgentRequest, agent: int) -> HttpResponse:
    """Say that somebody of one's team is away, or here again."""
    found = _find(agent)

    def do() -> None:
        if not queries.leads(request.user, agent):
            raise Refused(_("%(name)s is in none of your teams.") % {"name": found.name})
        if request.POST.get("back") == "yes":
            teams.come_back(found)
        else:
            until = _day(_said(request, "until"))
            teams.go_away(found, until=until, note=_said(request, "note"), at=now())

    return _attempt(request, f"agent-{agent}", do)


@require_POST
@agents_only
def form_team(request: AgentRequest) -> HttpResponse:
    """Form a team."""
    return _attempt(request, "team", lambda: teams.form(_said(request, "name")))


@require_POST
@agents_only
def change_team(request: AgentRequest, team: int) -> HttpResponse:
    """Let somebody join or leave a team, or give it new tickets.

    Raises:
        Http404: there is no such team.
    """
    found = Team.objects.filter(pk=team).first()
    if found is None:
        raise Http404(f"There is no team {team}.")
    what = request.POST.get("do", "")

    def do() -> None:
        if what == "join":
            teams.join(found, [_find(_number(request, "agent"))])
        elif what == "leave":
            teams.leave(found, [_find(_number(request, "agent"))])
        elif what == "new":
            teams.take_new(found, after=newest_number())
        elif what == "no new":
            teams.take_no_new(found)
        else:
            raise Refused(_("Say what is to be done."))

    return _attempt(request, f"team-{team}", do)


def _find(agent: int) -> User:
    found = User.objects.staff().filter(pk=agent).first()
    if found is None:
        raise Http404(f"There is no agent {agent}.")
    return found


def _said(request: AgentRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")[:254]


def _number(request: AgentRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _day(said: str) -> datetime:
    """Return the instant at which a day begins.

    Raises:
        Refused: it is no day.
    """
    try:
        return datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise Refused(_("Choose the day they are back.")) from None


def _attempt(request: AgentRequest, form: str, do: Callable[[], object]) -> HttpResponse:
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        return _page(request, form, refused.say)
    return HttpResponseRedirect(reverse("desk:staff"))


def _page(request: AgentRequest, tried: str = "", say: str = "") -> HttpResponse:
    page = {
        "now": now(),
        "here": "staff",
        "staff": screens.people(request.user, now()),
        "teams": screens.teams(),
        "roles": screens.ROLES,
        "tried": tried,
        "say": say,
        "typed": request.POST if say else {},
    }
    return render(request, "desk/staff/index.html", page, status=422 if say else 200)
