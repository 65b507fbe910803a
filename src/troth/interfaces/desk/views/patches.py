"""Patches: what was released, for which defects, and how its announcement fares."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from troth.domain.defects import queries, rules, wording
from troth.domain.defects.actions import announcing
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import defects as screens
from troth.interfaces.desk.views.defects import asked, before, clock_of, said
from troth.interfaces.desk.views.workarounds import expected, preview
from troth.interfaces.now import now


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """List patches, the newest first."""
    found = queries.patches(before(request))
    page = {
        "now": now(),
        "here": "defects",
        "patches": screens.patches(found[: queries.PAGE]),
        "more": found[queries.PAGE - 1].pk if len(found) > queries.PAGE else None,
    }
    return render(request, "desk/patches/index.html", page)


@require_safe
@agents_only
def show(request: AgentRequest, patch: int) -> HttpResponse:
    """Show a patch: its notes, its defects, and how far its announcement got."""
    found = queries.patch(patch) if patch < 2**63 else None
    if found is None:
        raise Http404("There is no such patch.")
    clock = clock_of(request)
    page = {
        "now": clock.now,
        "here": "defects",
        "patch": found,
        "defects": screens.rows(found.defects.order_by("pk")),
        "announced": screens.announced(found.announcement, clock),
        "who": screens.who(found.by, queries.names([found])),
    }
    return render(request, "desk/patches/show.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def create(request: AgentRequest) -> HttpResponse:
    """Show the form; with POST, what the release would do, and then do it."""
    clock = clock_of(request)
    today = clock.now.astimezone(clock.zone).date()
    typed = {
        name: said(request, name)
        for name in ("version", "fixes", "notes", "text", "released_on", "resolves", "sure")
    }
    if request.method != "POST":
        typed |= {"fixes": asked(request, "fixes"), "released_on": today.isoformat()}
    say, fixes, shown = "", list[int](), False
    try:
        fixes = queries.known(rules.numbers(typed["fixes"])) if typed["fixes"].strip() else []
        if request.method == "POST":
            released_on = rules.released(typed["released_on"], today)
            rules.version(typed["version"])
            if not fixes:
                raise Refused(_("Name the defects that this patch puts right, such as DEF-12."))
            wording.check(typed["text"], defects=fixes, sure=typed["sure"] == "yes")
            shown = True
            if said(request, "do") == "release":
                patch, _new = announcing.release(
                    typed["version"],
                    fixes=fixes,
                    notes=typed["notes"],
                    released_on=released_on,
                    text=typed["text"],
                    resolves=typed["resolves"] == "yes",
                    expected=expected(request),
                    sure=typed["sure"] == "yes",
                    author=request.user,
                    by=request.user.by,
                    at=now(),
                )
                return HttpResponseRedirect(reverse("desk:patch", args=[patch.pk]))
    except Refused as refused:
        say = refused.say
    page = {
        "now": clock.now,
        "here": "defects",
        "typed": typed,
        "names": [f"{{{{{name}}}}}" for name in rules.NAMES],
        "say": say,
        **preview(request, fixes, typed["text"], shown=True),
        "notes_named": wording.names(typed["notes"], fixes),
        "shown": shown,
    }
    return render(request, "desk/patches/new.html", page, status=422 if say else 200)
