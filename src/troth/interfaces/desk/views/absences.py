"""Being away, and being back."""

from datetime import UTC, datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.accounts import teams
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.now import now
from troth.interfaces.ui.times import DeskClock, desk_clock


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def edit(request: AgentRequest) -> HttpResponse:
    """Show whether one is away; with POST, go or come back."""
    at = now()
    _edition_id, edition = contracts.current(at)
    clock = desk_clock(edition, at, request.user.zone)
    say = ""
    if request.method == "POST":
        try:
            if request.POST.get("back") == "yes":
                teams.come_back(request.user)
            else:
                until = _instant(request.POST.get("until", ""), clock)
                note = request.POST.get("note", "")
                teams.go_away(request.user, until=until, note=note, at=at)
            return HttpResponseRedirect(reverse("desk:away"))
        except Refused as refused:
            say = refused.say
    away_until = request.user.away_until
    gone = teams.is_away(away_until, at)
    page = {
        "now": at,
        "here": "away",
        "say": say,
        "away": clock.at(away_until).words if gone and away_until else "",
        "note": request.user.away_note,
        "zone": str(clock.reader or clock.zone),
        "until": request.POST.get("until", ""),
        "typed": request.POST.get("note", ""),
    }
    return render(request, "desk/absences/form.html", page, status=422 if say else 200)


def _instant(text: str, clock: DeskClock) -> datetime:
    """Read a field of date and time, on the reader's own clock where it is known.

    Raises:
        Refused: it is no date and time.
    """
    try:
        wall = datetime.fromisoformat(text)
        if wall.tzinfo is not None:
            raise ValueError(text)
        return wall.replace(tzinfo=clock.reader or clock.zone).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise Refused(_("Choose the day and the time you will be back by.")) from fault
