"""The wallboard."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.tickets.wall import wall
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import wall as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_safe
@agents_only
def show(request: AgentRequest) -> HttpResponse:
    """Show the wall; to htmx, the changing part alone.

    Everybody who passes reads a wall, so customers are named by their company;
    with `?names=yes` whoever hangs it up shows people and subjects too.
    """
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "desk/closed.html", {"now": at, "say": refused.say}, status=503)
    since, until = screens.span(edition, at)
    found = wall(request.user, now=at, until=until, since=since)
    names = request.GET.get("names") == "yes"
    page = {
        "now": at,
        "policy": edition.policy,
        "w": screens.build(found, edition, desk_clock(edition, at), names=names),
        "refresh": request.get_full_path(),
    }
    name = "desk/wall/_wall.html" if request.htmx else "desk/wall/index.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
