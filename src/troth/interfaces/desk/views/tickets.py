"""A ticket's page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import find, page
from troth.interfaces.desk.screens import history as histories
from troth.interfaces.desk.screens import ticket as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_safe
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show a ticket; to htmx, the piece that changes."""
    return page(request, number, part=bool(request.htmx))


@require_safe
@agents_only
def news(request: AgentRequest, number: int) -> HttpResponse:
    """Say what was added to the ticket since `seen`, without touching what is being typed."""
    said = request.GET.get("seen", "")
    seen = int(said) if said.isdecimal() and len(said) < 20 else 0
    found = find(request.user, number)
    if found.position <= seen or not screens.changed(found, seen):
        return HttpResponse(status=204)
    new = screens.since(found, seen, now())
    return render(request, "desk/tickets/_news.html", {"new": new, "number": number, "seen": seen})


@require_safe
@agents_only
def history(request: AgentRequest, number: int) -> HttpResponse:
    """Show every fact of a ticket, or those of the group `only`, as they were written down."""
    found, at = find(request.user, number), now()
    clock = desk_clock(found.edition, at, request.user.zone)
    shown = {
        "now": at,
        "ticket": found.ticket,
        "history": histories.build(found, clock, request.GET.get("only", histories.ALL)),
    }
    name = "desk/tickets/_history.html" if request.htmx else "desk/tickets/history.html"
    answer = render(request, name, shown)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
