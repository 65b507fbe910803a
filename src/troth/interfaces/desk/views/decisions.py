"""Decisions about customers' words on closed tickets, one after the other."""

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.domain.tickets.actions import deciding
from troth.domain.tickets.models import Ticket
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act, find
from troth.interfaces.desk.screens.deciding import build
from troth.interfaces.now import now

CHOICES = {
    "reopen": deciding.reopen,
    "new": deciding.issue_new,
    "thanks": deciding.take_as_thanks,
}


class DecisionForm(Action):
    """The same trouble, a new one, that of another ticket (`join`), or only a thank-you."""

    follows = forms.ChoiceField(
        choices=[(key, key) for key in (*CHOICES, "join")],
        error_messages={
            "required": "Choose what follows.",
            "invalid_choice": "Choose to reopen, or to make a new ticket.",
        },
    )
    ticket = forms.IntegerField(min_value=1, required=False)

    def decide(self, number: int, by: User) -> Ticket:
        """Do what was chosen."""
        said = self.cleaned_data
        if said["follows"] == "join":
            return deciding.move_to(number, said["ticket"] or 0, seen=said["seen"], by=by, at=now())
        return CHOICES[said["follows"]](number, seen=said["seen"], by=by, at=now())


@require_POST
@agents_only
def create(request: AgentRequest, number: int) -> HttpResponse:
    """Decide from the ticket's own page."""
    form = DecisionForm(request.POST)
    return act(request, number, "decision", form, lambda: form.decide(number, request.user))


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show the word whose decision is due first; those `left` by hand come last."""
    left = [int(one) for one in request.GET.getlist("left") if one.isdecimal() and len(one) < 16]
    waiting = queries.numbers(request.user, now=now(), only="undecided", most=queries.MANY)
    ahead = [one for one in waiting if one not in left] or waiting
    if not ahead:
        return render(request, "desk/decisions/none.html", {"now": now()})
    return _page(request, ahead[0], len(waiting), [one for one in left if one in waiting])


@require_POST
@agents_only
def decide(request: AgentRequest, number: int) -> HttpResponse:
    """Decide, and go on to the next."""
    find(request.user, number)
    form = DecisionForm(request.POST)
    say = ""
    if form.is_valid():
        try:
            with transaction.atomic():
                form.decide(number, request.user)
        except Refused as refused:
            say = refused.say
        else:
            return HttpResponseRedirect(reverse("desk:decisions"))
    else:
        say = _("Choose what follows.")
    count = queries.count(request.user, now=now(), only="undecided")
    if find(request.user, number).standing.undecided is None:
        return render(request, "desk/decisions/none.html", {"now": now(), "say": say}, status=422)
    return _page(request, number, count, [], say)


def _page(
    request: AgentRequest, number: int, count: int, left: list[int], say: str = ""
) -> HttpResponse:
    at = now()
    later = "&".join(f"left={one}" for one in dict.fromkeys([*left, number]))
    shown = {
        "now": at,
        "d": build(find(request.user, number), request.user, at),
        "count": count,
        "later": later if count > 1 else "",
        "say": say,
    }
    return render(request, "desk/decisions/show.html", shown, status=422 if say else 200)
