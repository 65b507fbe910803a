"""The form of filters: everything the queue can be narrowed to."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.domain.accounts.models import Team
from troth.domain.contracts import queries as contracts
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import filters
from troth.interfaces.desk.screens.queue import TABS
from troth.interfaces.now import now


@require_safe
@agents_only
def show(request: AgentRequest, only: str) -> HttpResponse:
    """Show the form with what the address asks for chosen; to htmx, the form alone.

    Raises:
        Http404: there is no such tab.
    """
    if only not in TABS:
        raise Http404("The queue has no such tab.")
    return form(request, only, request.GET)


def form(
    request: AgentRequest, only: str, given: filters.Given, *, say: str = "", name: str = ""
) -> HttpResponse:
    """Render the form, with why a view could not be saved."""
    at = now()
    _, edition = contracts.current(at)
    asked = filters.ask(only, given, edition.policy)
    page = {
        "now": at,
        "only": only,
        "asked": asked,
        "choices": filters.form(edition.policy, asked.wanted),
        "teams": list(Team.objects.filter(memberships__user=request.user).order_by("name")),
        "say": say,
        "name": name,
    }
    template = "desk/queue/_filters.html" if request.htmx else "desk/queue/filters.html"
    answer = render(request, template, page, status=422 if say else 200)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
