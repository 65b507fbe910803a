"""The queue, in the order in which promises fall due."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.core.policy.edition import Edition
from troth.domain.accounts.queries import teams_of
from troth.domain.contracts import queries as contracts
from troth.domain.queues import queries as saved
from troth.domain.queues.models import SavedView
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.domain.tickets.filter import Filter, read
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import filters
from troth.interfaces.desk.screens import queue as screens
from troth.interfaces.desk.screens.rows import printed
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_safe
@agents_only
def landing(request: AgentRequest) -> HttpResponse:
    """Begin with the view the agent chose to begin with; with the whole queue where none is."""
    if not request.GET and not request.htmx and (view := saved.landing(request.user)):
        return HttpResponseRedirect(_address(view))
    return show(request, "all")


@require_safe
@agents_only
def index(request: AgentRequest, only: str) -> HttpResponse:
    """Show a tab of the queue."""
    return show(request, only)


def show(request: AgentRequest, only: str) -> HttpResponse:
    """Show a tab of the queue, narrowed or not, a page at a time; to htmx, what changes alone.

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
    asked = filters.ask(only, request.GET, edition.policy)
    after = screens.read_after(request.GET.get("after", ""))
    tickets = queries.queue(request.user, now=at, only=only, wanted=asked.wanted, after=after)
    teams = teams_of(request.user)
    views = {f"view-{view.pk}": view for view in saved.views(request.user, teams)}
    counts = queries.counts(request.user, now=at, teams=teams, more=_lists(views, edition))
    here = next((key for key, view in views.items() if _is(view, asked)), "")
    page = {
        "now": at,
        "policy": edition.policy,
        "tabs": screens.tabs(counts, "" if here or asked.wanted else only, in_teams=bool(teams)),
        "views": [screens.view_tab(view, counts[key], key == here) for key, view in views.items()],
        "rows": printed(screens.rows(tickets, desk_clock(edition, at), request.user.pk)),
        "asked": asked,
        "only": only,
        "title": views[here].name if here else screens.TABS[only],
        "empty": screens.NOTHING_MATCHES if asked.wanted else screens.EMPTY[only],
        "untriaged": counts["untriaged"] if only != "untriaged" and not asked.wanted else 0,
        "refresh": request.get_full_path(),
        "here": filters.url(only, asked.wanted),
        "first": filters.url(only, asked.wanted) if after else "",
        "next": screens.next_page(tickets, asked),
    }
    name = "desk/queue/_queue.html" if request.htmx else "desk/queue/index.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def _lists(views: Mapping[str, SavedView], edition: Edition) -> dict[str, tuple[str, Filter]]:
    severities = [severity.key for severity in edition.policy.severities]
    return {key: (view.only, read(saved.pairs(view), severities)[0]) for key, view in views.items()}


def _is(view: SavedView, asked: filters.Asked) -> bool:
    return view.only == asked.only and saved.pairs(view) == asked.wanted.pairs()


def _address(view: SavedView) -> str:
    return screens.view_tab(view, 0, here=False).url
