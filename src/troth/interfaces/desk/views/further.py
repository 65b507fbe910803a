"""What is done to a ticket now and then, on a page of its own: what was a mistake is put right."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from troth.domain.refusal import Refused
from troth.domain.tickets.actions import asking, correcting
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, find
from troth.interfaces.desk.screens.further import build
from troth.interfaces.desk.views.closures import ClosureForm
from troth.interfaces.desk.walls import read_wall
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


class MistakeForm(Action):
    """What was wrong with what was done."""

    why = forms.CharField(max_length=20_000, error_messages={"required": _("Say what was wrong.")})


class ReporterForm(MistakeForm):
    """Whose ticket it is, and why somebody else was named."""

    name = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(
        max_length=254,
        error_messages={"required": _("Give the address of the person whose ticket this is.")},
    )


@require_safe
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show what else can be done to a ticket."""
    return page(request, number)


@require_POST
@agents_only
def correct_closing(request: AgentRequest, number: int) -> HttpResponse:
    """Put the reason of a closing right."""
    form = ClosureForm(request.POST)
    return do(request, number, "closing", form, correcting.correct_closing)


@require_POST
@agents_only
def undo_closing(request: AgentRequest, number: int) -> HttpResponse:
    """Open a ticket again that was closed by mistake."""
    return do(request, number, "open", MistakeForm(request.POST), correcting.undo_closing)


@require_POST
@agents_only
def set_reporter(request: AgentRequest, number: int) -> HttpResponse:
    """Say whose ticket it is."""
    return do(request, number, "reporter", ReporterForm(request.POST), correcting.set_reporter)


class NeededForm(Action):
    """By when the customer needs it, on the clock of whoever types it, and what for."""

    needed_at = forms.CharField(max_length=30, required=False)
    what = forms.CharField(max_length=2_000, required=False)

    def __init__(self, data: Any, zone: tzinfo) -> None:
        super().__init__(data)
        self.zone = zone

    def clean_needed_at(self) -> datetime | None:
        """Read the time on the clock of whoever typed it."""
        return read_wall(self.cleaned_data["needed_at"], self.zone)


class RequestForm(Action):
    """An error, a question or a wish."""

    request = forms.CharField(
        max_length=10, error_messages={"required": _("Choose an error, a question or a wish.")}
    )


@require_POST
@agents_only
def set_needed_by(request: AgentRequest, number: int) -> HttpResponse:
    """Say by when the customer needs it."""
    clock = desk_clock(find(request.user, number).edition, now(), request.user.zone)
    form = NeededForm(request.POST, clock.reader or clock.zone)
    return do(request, number, "needed", form, asking.set_needed_by)


@require_POST
@agents_only
def set_request(request: AgentRequest, number: int) -> HttpResponse:
    """Say what is asked."""
    return do(request, number, "request", RequestForm(request.POST), asking.set_request)


def do(
    request: AgentRequest, number: int, name: str, form: Action, action: Callable[..., object]
) -> HttpResponse:
    """Do it and go to the ticket; what is refused comes back with all that was typed."""
    find(request.user, number)
    if not form.is_valid():
        words = [str(fault) for faults in form.errors.values() for fault in faults]
        return page(request, number, name, " ".join(dict.fromkeys(words)))
    try:
        with transaction.atomic():
            action(number, **form.cleaned_data, by=request.user, at=now())
    except Refused as refused:
        return page(request, number, name, refused.say)
    return HttpResponseRedirect(reverse("desk:ticket", args=[number]))


def page(request: AgentRequest, number: int, name: str = "", say: str = "") -> HttpResponse:
    """Render the page, with why the form called `name` came back and what was typed into it."""
    at, found = now(), find(request.user, number)
    shown = {"now": at, "f": build(found, at, request.user), "name": name, "say": say}
    shown["typed"] = request.POST if say else {}
    return render(request, "desk/further/show.html", shown, status=422 if say else 200)
