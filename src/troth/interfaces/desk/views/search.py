"""Searching tickets. The address says what was sought, so that it can be passed on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import search as screens
from troth.interfaces.now import now


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show what was found; to htmx, the results alone. A number entered opens its ticket."""
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "desk/closed.html", {"now": at, "say": refused.say}, status=503)
    text = request.GET.get("q", "")
    before = request.GET.get("before", "")
    screen = screens.screen(
        request.user,
        text,
        edition,
        now=at,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
    )
    if screen.exact and not request.htmx:
        return redirect(screen.exact.row.url)
    page = {"now": at, "policy": edition.policy, "here": "search", "s": screen, "typed": text}
    name = "desk/search/_results.html" if request.htmx else "desk/search/index.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
