"""Who is on call; taking a layer for a while; how one is reached; pages, raised and taken."""

from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from troth.domain.accounts.models import User
from troth.domain.accounts.rules import Right
from troth.domain.contracts import queries as contracts
from troth.domain.promises.story import story
from troth.domain.refusal import Refused
from troth.domain.tickets.queries import visible_to
from troth.domain.urgent.actions import paging, rotas
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens.on_call import screen
from troth.interfaces.now import now
from troth.interfaces.pager.ways import KINDS, kinds
from troth.interfaces.ui.times import DeskClock, desk_clock


class WayForm(forms.Form):
    """One more way to be reached, of a kind this desk has."""

    kind = forms.ChoiceField(choices=())
    to = forms.CharField(
        max_length=500, error_messages={"required": gettext_lazy("Say where you are reached.")}
    )
    after = forms.IntegerField(min_value=0, max_value=60, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(key, one.name) for key, one in kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Read where to reach as that kind does."""
        read: dict[str, object] = super().clean() or {}
        if "to" in read and "kind" in read:
            try:
                read["to"] = KINDS[str(read["kind"])].read(str(read["to"]))
            except ValueError as fault:
                self.add_error("to", str(fault))
        return read


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show who is on call now and next, two weeks of it, and how one is reached."""
    return _page(request)


@require_POST
@agents_only
def take(request: AgentRequest) -> HttpResponse:
    """Let somebody have a layer for a while: oneself, or whom a lead names."""
    try:
        rotas.take(
            request.POST.get("layer", ""),
            agent=_agent(request),
            begins=_instant(request, "begins"),
            ends=_instant(request, "ends"),
            by=request.user.by,
            at=now(),
        )
    except Refused as refused:
        return _page(request, say=refused.say, status=422)
    return HttpResponseRedirect(reverse("desk:on-call"))


@require_POST
@agents_only
def give_back(request: AgentRequest, pk: int) -> HttpResponse:
    """Take an override back."""
    try:
        rotas.give_back(pk, by=request.user.by, at=now())
    except Refused as refused:
        return _page(request, say=refused.say, status=422)
    return HttpResponseRedirect(reverse("desk:on-call"))


@require_POST
@agents_only
def add_way(request: AgentRequest) -> HttpResponse:
    """Be reached in one more way."""
    form = WayForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    read = form.cleaned_data
    try:
        rotas.add_way(
            request.user, kind=read["kind"], to=read["to"], after=read["after"] or 0, at=now()
        )
    except Refused as refused:
        form.add_error("to", refused.say)
        return _page(request, form=form, status=422)
    return HttpResponseRedirect(reverse("desk:on-call") + "#ways")


@require_POST
@agents_only
def remove_way(request: AgentRequest, pk: int) -> HttpResponse:
    """Be reached in one way less."""
    try:
        rotas.remove_way(pk, agent=request.user, at=now())
    except Refused as refused:
        return _page(request, say=refused.say, status=422)
    return HttpResponseRedirect(reverse("desk:on-call") + "#ways")


@require_POST
@agents_only
def page(request: AgentRequest, number: int) -> HttpResponse:
    """Call for whoever is on call, for a ticket that needs them now."""
    ticket = visible_to(request.user).filter(pk=number).first()
    back = HttpResponseRedirect(reverse("desk:ticket", args=[number]))
    if ticket is None:
        return back  # the ticket's page says that there is none
    with transaction.atomic():
        told = story(number)
        new = told.standing.closed_at is None and paging.raise_page(
            told, why="asked", by=request.user.by, channel="desk", at=now()
        )
    if new:
        messages.success(request, _("Whoever is on call is being called."))
    return back


@require_POST
@agents_only
def answer(request: AgentRequest, number: int) -> HttpResponse:
    """Take a ticket's page."""
    try:
        paging.take(number, agent=request.user, channel="desk", at=now())
    except Refused as refused:
        return _page(request, say=refused.say, status=422)
    return HttpResponseRedirect(reverse("desk:ticket", args=[number]))


def _page(
    request: AgentRequest, *, say: str = "", form: WayForm | None = None, status: int = 200
) -> HttpResponse:
    at = now()
    found = screen(request.user, at)
    leads = request.user.may(Right.LEAD)
    page = {
        "now": at,
        "here": "on-call",
        "s": found,
        "say": say,
        "form": form,
        "kinds": kinds(),
        "agents": User.objects.agents().order_by("name") if leads else [request.user],
        "typed": request.POST,
        "clock": str(_clock(request).reader or _clock(request).zone),
    }
    return render(request, "desk/on_call/index.html", page, status=status)


def _agent(request: AgentRequest) -> User:
    """Return who is to have it.

    Raises:
        Refused: it is somebody else, and whoever asks leads nobody; or nobody of that id.
    """
    named = request.POST.get("agent", "") or str(request.user.pk)
    if named == str(request.user.pk):
        return request.user
    if not request.user.may(Right.LEAD):
        raise Refused(_("A team lead says who else is on call; you can take it yourself."))
    known = {str(one.pk): one for one in User.objects.agents()}
    agent = known.get(named)
    if agent is None:
        raise Refused(_("Choose somebody who works here."))
    return agent


def _instant(request: AgentRequest, name: str) -> datetime:
    """Read a field of date and time on the reader's own clock.

    Raises:
        Refused: it is no date and time.
    """
    clock = _clock(request)
    try:
        wall = datetime.fromisoformat(request.POST.get(name, ""))
        return wall.replace(tzinfo=clock.reader or clock.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(_("Choose from when until when.")) from None


def _clock(request: AgentRequest) -> DeskClock:
    _id, edition = contracts.current(now())
    return desk_clock(edition, now(), request.user.zone)
