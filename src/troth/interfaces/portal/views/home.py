"""The front page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.core.policy.prose import today
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.interfaces.now import now


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what this place is, and the ways in. Works before any policy is published."""
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused:
        return render(request, "portal/home.html", {"now": at})
    page = {
        "now": at,
        "policy": edition.policy,
        "hours": today(edition, at),
        "demo": settings.TROTH.demo,
    }
    return render(request, "portal/home.html", page)
