"""What an agent is told of: the list, the bell, and marking it read."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.notices import actions, queries
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import notices as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show an agent's notices, the newest first, a page at a time."""
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "desk/closed.html", {"now": at, "say": refused.say}, status=503)
    before = request.GET.get("before", "")
    found = queries.newest(request.user, before=_place(before))
    page = {
        "now": at,
        "here": "notices",
        "rows": screens.rows(found, desk_clock(edition, at, request.user.zone)),
        "newest": found[0].notice.pk if found else 0,
        "older": screens.older(found),
        "later": bool(before),
    }
    return render(request, "desk/notices/index.html", page)


@require_safe
@agents_only
def bell(request: AgentRequest) -> HttpResponse:
    """Return the bell alone, which asks for itself."""
    return render(request, "desk/_bell.html")


@require_POST
@agents_only
def read(request: AgentRequest, notice: int) -> HttpResponse:
    """Mark a notice read, and go to where it happened.

    Raises:
        Http404: the agent has no such notice.
    """
    found = actions.read(notice, by=request.user, at=now())
    if found is None:
        raise Http404("You have no such notice.")
    ticket = reverse("desk:ticket", args=[found.ticket_id])
    return HttpResponseRedirect(f"{ticket}#entry-{found.position}")


@require_POST
@agents_only
def read_all(request: AgentRequest) -> HttpResponse:
    """Mark all read that the page had shown; what came since stays unread."""
    upto = request.POST.get("upto", "")
    if (last := _place(upto)) is not None:
        actions.read_all(last, by=request.user, at=now())
    return HttpResponseRedirect(reverse("desk:notices"))


def _place(text: str) -> int | None:
    """Read a notice's number from an address or a form; None for what no page of ours says."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
