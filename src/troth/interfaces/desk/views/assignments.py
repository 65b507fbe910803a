"""Whose ticket it is."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from troth.domain.tickets.actions.assigning import give
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act, find
from troth.interfaces.desk.screens import people
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


class AssignmentForm(Action):
    """To whoever asks, to somebody else, to a team, or to nobody."""

    whose = forms.CharField(max_length=40, error_messages={"required": _("Say whose it is to be.")})
    handover = forms.CharField(max_length=20_000, required=False, strip=False)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show whom the ticket may be given to; with POST, give it."""
    return create(request, number) if request.method == "POST" else _form(request, number)


def create(request: AgentRequest, number: int) -> HttpResponse:
    """Give the ticket to whom the form says."""
    form = AssignmentForm(request.POST)

    def do() -> object:
        said = form.cleaned_data
        whose = people.read(said["whose"], request.user)
        return give(
            number,
            whose,
            handover=said["handover"],
            seen=said["seen"],
            by=request.user,
            at=now(),
        )

    return act(request, number, "assignment", form, do)


def _form(request: AgentRequest, number: int) -> HttpResponse:
    found, at = find(request.user, number), now()
    stands = found.standing
    page = {
        "now": at,
        "number": number,
        "ref": found.ticket.ref,
        "seen": found.position,
        "people": people.choices(request.user, desk_clock(found.edition, at, request.user.zone)),
        "chosen": f"agent-{stands.assignee}" if stands.assignee else "",
        "part": bool(request.htmx),
    }
    name = "desk/assignments/_form.html" if request.htmx else "desk/assignments/show.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, Cookie"
    return answer
