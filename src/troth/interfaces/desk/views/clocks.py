"""On whose clock an agent reads."""

from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.accounts.actions import keep_zone
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.now import now


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def edit(request: AgentRequest) -> HttpResponse:
    """Show the zone one reads times in; with POST, keep another."""
    say, chosen = "", request.user.zone
    if request.method == "POST":
        chosen = request.POST.get("zone", "")
        try:
            keep_zone(request.user, chosen)
        except Refused as refused:
            say = refused.say
        else:
            messages.success(request, _("Times are shown on this clock from now on."))
            return HttpResponseRedirect(reverse("desk:clock"))
    page = {"now": now(), "here": "clock", "zones": zones(), "chosen": chosen, "say": say}
    return render(request, "desk/clock.html", page, status=422 if say else 200)


def zones() -> list[str]:
    """Return the names people look for: places, and UTC."""
    return ["UTC", *sorted(name for name in available_timezones() if _is_place(name))]


def _is_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
