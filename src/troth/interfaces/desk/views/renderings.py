"""How a text will look."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.ui.markup import render


@require_POST
@agents_only
def create(request: AgentRequest) -> HttpResponse:
    """Return a text as its readers will see it. Nothing is kept."""
    return HttpResponse(render(request.POST.get("text", "")[:200_000]))
