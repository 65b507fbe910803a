"""The queue, in the order in which promises fall due."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import queue as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_safe
@agents_only
def index(request: AgentRequest, only: str = "all") -> HttpResponse:
    """Show one tab of the queue, a page of it at a time; to htmx, the changing part alone.

    Raises:
        Http404: there is no such tab.
    """
    if only not in screens.TABS:
        raise Http404("The queue has no such tab.")
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "desk/closed.html", {"now": at, "say": refused.say}, status=503)
    after = screens.read_after(request.GET.get("after", ""))
    tickets = queries.queue(request.user, now=at, only=only, after=after)
    counts = queries.counts(request.user, now=at)
    url = reverse("desk:queue") if only == "all" else reverse("desk:tab", args=[only])
    page = {
        "now": at,
        "policy": edition.policy,
        "tabs": screens.tabs(counts, only),
        "rows": screens.rows(tickets, desk_clock(edition, at), request.user.pk),
        "only": only,
        "title": screens.TABS[only],
        "empty": screens.EMPTY[only],
        "untriaged": counts["untriaged"] if only != "untriaged" else 0,
        "refresh": request.get_full_path(),
        "first": url if after else "",
        "next": screens.next_page(tickets, url),
    }
    name = "desk/queue/_queue.html" if request.htmx else "desk/queue/index.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
