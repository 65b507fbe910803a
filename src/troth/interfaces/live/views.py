"""Who may have a stream, and who else has a ticket before them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from troth.domain.presence import actions as presence
from troth.domain.presence import queries
from troth.domain.tickets.queries import visible_to
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.live.grant import Grant
from troth.interfaces.now import now


@require_GET
@agents_only
def desk(request: AgentRequest) -> HttpResponse:
    """Let an agent hear of every ticket they may see."""
    return Grant(reader=request.user.pk, reach=visible_to(request.user))


@require_GET
@agents_only
def ticket(request: AgentRequest, number: int) -> HttpResponse:
    """Let an agent hear of one ticket, and of who else looks at it."""
    position = _position(request, number)
    reach = visible_to(request.user)
    return Grant(reader=request.user.pk, reach=reach, ticket=number, position=position)


@require_GET
@agents_only
def company(request: AgentRequest, number: int) -> HttpResponse:
    """Show who else looks at a ticket, and who of them writes."""
    _position(request, number)
    others = queries.company(request.user, number, at=now())
    return render(request, "live/_company.html", {"others": others})


@require_POST
@agents_only
def writing(request: AgentRequest, number: int) -> HttpResponse:
    """Note that the agent writes a reply or a note, or has stopped to."""
    _position(request, number)
    what = request.POST.get("what", "")
    if what not in ("", "reply", "note"):
        return HttpResponse(status=422)
    presence.write(number, what=what, by=request.user.pk, at=now())
    return HttpResponse(status=204)


def _position(request: AgentRequest, number: int) -> int:
    """Return the newest position of a ticket.

    Raises:
        Http404: there is none of that number that the agent may see.
    """
    one = visible_to(request.user).filter(pk=number)
    position = one.values_list("standing__position", flat=True).first()
    if position is None:
        raise Http404(f"There is no ticket {number}.")
    return int(position)
