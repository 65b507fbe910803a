"""Defects: what is wrong with the product, who waits, and what was done."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.contracts import queries as contracts
from troth.domain.defects import queries, reach
from troth.domain.defects.actions import recording
from troth.domain.defects.models import Defect
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import defects as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import DeskClock, desk_clock


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """List defects, or find some; with POST, enter one."""
    say = ""
    if request.method == "POST":
        try:
            kind = "request" if said(request, "kind") == "request" else "defect"
            made = recording.enter(**_words(request), kind=kind, by=request.user, at=now())
            return HttpResponseRedirect(reverse("desk:defect", args=[made.pk]))
        except Refused as refused:
            say = refused.say
    text, state = asked(request, "q"), asked(request, "state")
    state = state if state in screens.STATES else "open"
    found = queries.defects(text, state, before(request))
    more = found[queries.PAGE - 1].pk if len(found) > queries.PAGE else None
    page = {
        "now": now(),
        "here": "defects",
        "rows": screens.rows(found[: queries.PAGE]),
        "more": more,
        "text": text,
        "state": state,
        "states": screens.STATES.items(),
        "say": say,
        "typed": request.POST if say else {},
    }
    return render(request, "desk/defects/index.html", page, status=422 if say else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, defect: int) -> HttpResponse:
    """Show a defect; with POST, put it in other words, decline it or open it again."""
    found = find(defect)
    if request.method != "POST":
        return _page(request, found)
    do, by, at = said(request, "do"), request.user, now()
    verbs: dict[str, Callable[[], object]] = {
        "edit": lambda: recording.edit(defect, **_words(request), by=by, at=at),
        "decline": lambda: recording.decline(defect, why=said(request, "why"), by=by, at=at),
        "take up": lambda: recording.take_up(defect, why=said(request, "why"), by=by, at=at),
    }
    try:
        if do not in verbs:
            raise Refused(_("Say what is to be done."))
        verbs[do]()
    except Refused as refused:
        return _page(request, found, do, refused.say)
    return HttpResponseRedirect(reverse("desk:defect", args=[defect]))


def find(pk: int) -> Defect:
    """Return a defect.

    Raises:
        Http404: there is none of that number.
    """
    found = queries.defect(pk) if pk < 2**63 else None
    if found is None:
        raise Http404("There is no such defect.")
    return found


def clock_of(request: AgentRequest) -> DeskClock:
    """Return the desk's clock for whoever asks."""
    _edition_id, edition = contracts.current(now())
    return desk_clock(edition, now(), request.user.zone)


def asked(request: AgentRequest, name: str) -> str:
    """Return what an address asks for, as a database can keep it."""
    return request.GET.get(name, "").replace("\x00", "")[:200].strip()


def said(request: AgentRequest, name: str) -> str:
    """Return what a field says, as a database can keep it."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\x00", "")[:30_000]


def before(request: AgentRequest) -> int | None:
    """Return where a page of a list begins; None for the first."""
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _words(request: AgentRequest) -> dict[str, str]:
    return {name: said(request, name) for name in ("title", "what", "component")}


def _page(request: AgentRequest, found: Defect, tried: str = "", say: str = "") -> HttpResponse:
    clock = clock_of(request)
    tickets = queries.tickets_of(request.user, found.pk)
    changes = queries.changes(found.pk)
    state, tone = screens.STATE_WORDS[found.state]
    count = queries.count(found.pk)
    page = {
        "now": clock.now,
        "here": "defects",
        "defect": found,
        "kind": screens.kind_words(found),
        "state": state,
        "tone": tone,
        "groups": screens.by_customer(tickets),
        "waiting": reach.audience([found.pk]),
        "count": screens.tickets_words(count),
        "hidden": max(0, count - len(tickets)),
        "patches": screens.patches(found.patches.order_by("-pk")),
        "announced": [screens.announced(one, clock) for one in queries.announcements_of(found.pk)],
        "happened": screens.happened(changes, queries.names(changes), clock),
        "tried": tried,
        "say": say,
        "typed": request.POST if say else {},
    }
    return render(request, "desk/defects/show.html", page, status=422 if say else 200)
