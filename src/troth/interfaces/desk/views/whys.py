"""Promises of a ticket: those that were, and why then? how a due time was counted."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from troth.core.policy.prose.wording import target_words
from troth.core.promises.trace import why
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import find
from troth.interfaces.desk.screens.ticket import RECENT, on_a_line
from troth.interfaces.now import now
from troth.interfaces.ui.promises import TO_STAFF, tell
from troth.interfaces.ui.times import desk_clock

FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


@require_safe
@agents_only
def index(request: AgentRequest, number: int) -> HttpResponse:
    """Tell every promise of a ticket that is owed no more, the newest first."""
    found, at = find(request.user, number), now()
    clock = desk_clock(found.edition, at, request.user.zone)
    past = [tell(one, found.edition_of(one), clock) for one in on_a_line(found).past]
    recent = RECENT if request.htmx else 0  # those stand on the page already
    url = reverse("desk:ticket", args=[number])
    shown = {"now": at, "ticket": found.ticket, "past": past[recent:], "url": url, "clock": clock}
    name = "desk/tickets/_earlier.html" if request.htmx else "desk/tickets/promises.html"
    answer = render(request, name, shown)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


@require_safe
@agents_only
def show(request: AgentRequest, number: int, what: str, made_by: int) -> HttpResponse:
    """Tell how a promise came to be due: the clause, the hours counted, the holidays skipped.

    Raises:
        Http404: the ticket has no such promise.
    """
    found = find(request.user, number)
    for promise in found.promises:
        if promise.key == (what.replace("-", " "), made_by):
            break
    else:
        raise Http404("This ticket has no such promise.")
    edition = found.edition_of(promise)
    shown = {
        "now": now(),
        "ticket": found.ticket,
        "what": str(TO_STAFF[promise.what]),
        "clause": promise.target.clause,
        "rule": target_words(promise.target),
        "severity": edition.policy.severity(promise.severity).name,
        # Promises are exact to the microsecond; a person reads seconds.
        "lines": [FRACTION.sub("", line) for line in why(promise, edition).lines()],
    }
    name = "desk/tickets/_why.html" if request.htmx else "desk/tickets/why.html"
    answer = render(request, name, shown)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
