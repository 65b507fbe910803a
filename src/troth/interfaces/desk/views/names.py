"""Whom a note can call by name."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from troth.domain.accounts.models import User
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.now import now


@require_safe
@agents_only
def index(request: AgentRequest) -> JsonResponse:
    """Return the names of all who work here, those who are here before those who are away."""
    at = now()
    rows = User.objects.agents().exclude(pk=request.user.pk).order_by("name")
    told = [
        (away is not None and away > at, name)
        for name, away in rows.values_list("name", "away_until")
    ]
    names = [{"name": name, "away": _("away") if away else ""} for away, name in sorted(told)]
    return JsonResponse({"names": names})
