"""Workarounds: written once, looked at as one customer reads it, and sent to all who wait."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.defects import reach, rules, wording
from troth.domain.defects.actions import announcing
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import defects as screens
from troth.interfaces.desk.views.defects import find, said
from troth.interfaces.now import now
from troth.interfaces.ui.markup import render as render_markup


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def create(request: AgentRequest, defect: int) -> HttpResponse:
    """Show the form; with POST, how it reads and who gets it, and then send it."""
    found = find(defect)
    text = said(request, "text") if request.method == "POST" else found.workaround
    say, looks = "", request.method == "POST"
    sure, resolves = said(request, "sure") == "yes", said(request, "resolves") == "yes"
    if request.method == "POST":
        try:
            if not text.strip():
                raise Refused(_("Write the workaround first."))
            wording.check(text, defects=[defect], sure=sure)
            if said(request, "do") == "send":
                announcing.send_workaround(
                    defect,
                    text=text,
                    resolves=resolves,
                    expected=expected(request),
                    sure=sure,
                    by=request.user,
                    at=now(),
                )
                messages.success(request, _("The workaround is on its way."))
                return HttpResponseRedirect(reverse("desk:defect", args=[defect]))
        except Refused as refused:
            say = refused.say
    page = {
        "now": now(),
        "here": "defects",
        "defect": found,
        "text": text,
        "resolves": resolves,
        "sure": sure,
        "names": [f"{{{{{name}}}}}" for name in rules.NAMES],
        "say": say,
        **preview(request, [defect], text, shown=looks),
    }
    return render(request, "desk/defects/workaround.html", page, status=422 if say else 200)


def preview(
    request: AgentRequest, defects: list[int], text: str, *, shown: bool
) -> dict[str, object]:
    """Return who would get a message, and how it reads for the first of them."""
    found = reach.audience(defects)
    ticket = reach.first_reached(defects) if text.strip() else None
    words = wording.preview(text, ticket, request.user) if ticket else text
    return {
        "audience": found,
        "goes": screens.audience_words(found),
        "passed": screens.passed_words(found),
        "shown": shown and bool(text.strip()),
        "example": ticket.ref if ticket else "",
        "html": render_markup(words),
        "named": wording.names(text, defects),
    }


def expected(request: AgentRequest) -> int | None:
    """Return how many were to get it when whoever sends it looked."""
    text = said(request, "expected")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
