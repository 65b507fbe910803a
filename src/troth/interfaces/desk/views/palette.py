"""What the command palette finds on the server, as JSON for its script."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import palette as screens
from troth.interfaces.now import now


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Return groups of options for what was typed so far."""
    text = request.GET.get("q", "")[:200]
    try:
        return JsonResponse({"groups": screens.groups(request.user, text, now=now())})
    except Refused:
        return JsonResponse({"groups": []})  # without a policy there is nothing to go to
