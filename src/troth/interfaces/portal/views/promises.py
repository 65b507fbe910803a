"""What would be promised for a report sent now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.domain.refusal import Refused
from troth.interfaces.now import now
from troth.interfaces.portal.access import customer_of
from troth.interfaces.portal.screens.report import policy_read_by, prospects


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show by when each severity would be answered, so that the form beside it stays true."""
    at = now()
    try:
        edition = policy_read_by(customer_of(request), at)
    except Refused as refused:
        return HttpResponse(refused.say, status=503, content_type="text/plain")
    zone = request.GET.get("zone", "")[:64]
    page = {
        "prospects": prospects(edition, at, zone),
        "zone": zone,
        "again": True,
        "chosen": request.GET.get("suggested", "")[:40],
    }
    return render(request, "portal/reports/_prospects.html", page)
