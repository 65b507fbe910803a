"""Waiting: a ticket waits for something, or no longer does."""

from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from troth.domain.refusal import Refused
from troth.domain.tickets.actions import waiting
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act, find
from troth.interfaces.desk.acting import page as ticket_page
from troth.interfaces.desk.screens.waits import reasons
from troth.interfaces.desk.walls import read_wall
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


class WaitForm(Action):
    """A reason of the policy, perhaps a date, and what exactly is waited for."""

    reason = forms.CharField(
        max_length=60, error_messages={"required": _("Choose what it waits for.")}
    )
    what = forms.CharField(max_length=20_000, required=False)
    until = forms.CharField(max_length=30, required=False)

    def __init__(self, data: Any, zone: tzinfo) -> None:
        super().__init__(data)
        self.zone = zone

    def clean_until(self) -> datetime | None:
        """Read the date on the clock of whoever typed it."""
        return read_wall(self.cleaned_data["until"], self.zone)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show what a ticket may wait for; with POST, let it wait."""
    return _create(request, number) if request.method == "POST" else _form(request, number)


@require_POST
@agents_only
def destroy(request: AgentRequest, number: int) -> HttpResponse:
    """End the wait."""
    form = Action(request.POST)
    return act(
        request,
        number,
        "waiting",
        form,
        lambda: waiting.go_on(number, **form.cleaned_data, by=request.user, at=now()),
    )


def _create(request: AgentRequest, number: int) -> HttpResponse:
    clock = desk_clock(find(request.user, number).edition, now(), request.user.zone)
    form = WaitForm(request.POST, clock.reader or clock.zone)
    if not form.is_valid():
        words = [str(fault) for faults in form.errors.values() for fault in faults]
        return _form(request, number, " ".join(dict.fromkeys(words)))
    try:
        with transaction.atomic():
            waiting.wait(number, **form.cleaned_data, by=request.user, at=now())
    except Refused as refused:
        return _form(request, number, refused.say)
    if request.htmx:
        return ticket_page(request, number, part=True)
    return HttpResponseRedirect(reverse("desk:ticket", args=[number]))


def _form(request: AgentRequest, number: int, say: str = "") -> HttpResponse:
    found, at = find(request.user, number), now()
    clock = desk_clock(found.edition, at, request.user.zone)
    page = {
        "now": at,
        "number": number,
        "ref": found.ticket.ref,
        "seen": found.position,
        "reasons": reasons(found.edition.policy),
        "zone": clock.called if clock.reader is None else request.user.zone,
        "typed": request.POST,
        "say": say,
        "part": bool(request.htmx),
    }
    name = "desk/waits/_form.html" if request.htmx else "desk/waits/show.html"
    answer = render(request, name, page, status=422 if say else 200)
    answer["Vary"] = "HX-Request, Cookie"
    return retarget(answer, "#waiting-form-place") if say and request.htmx else answer
