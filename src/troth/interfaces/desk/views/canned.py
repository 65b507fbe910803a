"""Canned replies: prepared for many tickets, offered filled in for one."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from troth.domain.accounts.queries import teams
from troth.domain.drafts import canned, queries
from troth.domain.drafts.filling import NAMES, fill
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import find
from troth.interfaces.desk.screens.canned import Offered, values
from troth.interfaces.now import now


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show every canned reply, to be changed."""
    return _page(request)


@require_POST
@agents_only
def create(request: AgentRequest) -> HttpResponse:
    """Keep a new canned reply."""
    return _prepare(request, None)


@require_POST
@agents_only
def change(request: AgentRequest, canned_reply: int) -> HttpResponse:
    """Change a canned reply, or remove it."""
    if "remove" in request.POST:
        try:
            canned.remove(canned_reply)
        except Refused as refused:
            return _page(request, refused.say)
        return HttpResponseRedirect(reverse("desk:canned"))
    return _prepare(request, canned_reply)


@require_safe
@agents_only
def offer(request: AgentRequest, number: int) -> HttpResponse:
    """Offer what is prepared, filled in for this ticket."""
    filled = values(find(request.user, number), request.user, now())
    offered = [
        Offered(one.title, str(one.team or ""), fill(one.text, filled))
        for one in queries.canned_for(request.user)
    ]
    return render(request, "desk/canned/_offer.html", {"offered": offered})


def _prepare(request: AgentRequest, pk: int | None) -> HttpResponse:
    said, team = request.POST, request.POST.get("team", "")
    try:
        canned.prepare(
            title=said.get("title", ""),
            text=said.get("text", "").replace("\r\n", "\n").replace("\x00", "")[:20_000],
            team_id=int(team) if team.isascii() and team.isdecimal() and len(team) < 10 else None,
            by=request.user,
            at=now(),
            pk=pk,
        )
    except Refused as refused:
        return _page(request, refused.say, pk)
    return HttpResponseRedirect(reverse("desk:canned"))


def _page(request: AgentRequest, say: str = "", pk: int | None = None) -> HttpResponse:
    page = {
        "now": now(),
        "here": "canned",
        "canned": queries.all_canned(),
        "teams": teams(),
        "names": [f"{{{{{name}}}}}" for name in NAMES],
        "say": say,
        "tried": pk,
        "typed": request.POST if say else {},
    }
    return render(request, "desk/canned/index.html", page, status=422 if say else 200)
