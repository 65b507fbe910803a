"""Hooks: the release pipelines that may tell of patches. A secret is shown once."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from troth.domain.defects import hooks
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import defects as screens
from troth.interfaces.desk.views.defects import clock_of, said
from troth.interfaces.now import now


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """List the hooks; with POST, make one and show its secret, or end one."""
    made, secret, say = None, "", ""
    if request.method == "POST":
        try:
            if said(request, "do") == "end":
                which = said(request, "hook")
                known = which.isascii() and which.isdecimal() and len(which) < 10
                hooks.end(int(which) if known else 0, at=now())
                return HttpResponseRedirect(reverse("desk:hooks"))
            made, secret = hooks.make(said(request, "name"), by=request.user.by, at=now())
        except Refused as refused:
            say = refused.say
    clock = clock_of(request)
    page = {
        "now": clock.now,
        "here": "defects",
        "hooks": screens.hooks(hooks.hooks(), clock),
        "made": made,
        "secret": secret,
        "address": request.build_absolute_uri(reverse("hooks:patches")),
        "say": say,
    }
    return render(request, "desk/patches/hooks.html", page, status=422 if say else 200)
