"""Saved views: ways to look at the queue, by name."""

from urllib.parse import parse_qsl

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.accounts.queries import teams_of
from troth.domain.contracts import queries as contracts
from troth.domain.queues import actions, queries
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import filters
from troth.interfaces.desk.screens.queue import TABS, view_tab
from troth.interfaces.desk.views.filters import form as filters_form
from troth.interfaces.now import now


class ViewForm(forms.Form):
    """A tab and a filter, and the name to keep them under."""

    name = forms.CharField(max_length=60, required=False)
    only = forms.ChoiceField(choices=list(TABS.items()))
    query = forms.CharField(max_length=1000, required=False)
    team = forms.IntegerField(required=False, min_value=1, max_value=2**62)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """List one's views; with POST, save one."""
    return _save(request) if request.method == "POST" else _list(request)


@require_POST
@agents_only
def update(request: AgentRequest, pk: int) -> HttpResponse:
    """Move a view, begin with it, or forget it."""
    do = request.POST.get("do", "")
    try:
        if do in ("up", "down"):
            actions.move(pk, -1 if do == "up" else 1, by=request.user)
        elif do == "forget":
            actions.forget(pk, by=request.user)
        elif do == "whole":
            actions.begin_with(None, by=request.user)
        elif do == "begin":
            seen = queries.views(request.user, teams_of(request.user))
            view = next((one for one in seen if one.pk == pk), None)
            if view is None:
                raise Refused(_("This view was forgotten already, or is shared no more."))
            actions.begin_with(view, by=request.user)
        else:
            raise Refused(_("Choose what to do with the view."))
    except Refused as refused:
        return _list(request, refused.say)
    return HttpResponseRedirect(reverse("desk:views"))


def _list(request: AgentRequest, say: str = "") -> HttpResponse:
    views = [
        {
            "pk": view.pk,
            "name": view.name,
            "team": view.team.name if view.team else "",
            "own": view.owner_id == request.user.pk,
            "address": view_tab(view, 0, here=False).url,
        }
        for view in queries.views(request.user, teams_of(request.user))
    ]
    begins = queries.landing(request.user)
    page = {
        "now": now(),
        "views": views,
        "landing": begins.pk if begins else None,
        "say": say,
        "here": "views",
    }
    return render(request, "desk/views/index.html", page, status=422 if say else 200)


def _save(request: AgentRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if not form.is_valid():
        return _list(request, _("This view cannot be read. Filter the queue anew and save it."))
    said = form.cleaned_data
    pairs = parse_qsl(said["query"])
    _edition_id, edition = contracts.current(now())
    wanted = filters.ask(said["only"], pairs, edition.policy).wanted
    try:
        actions.keep(said["name"], said["only"], wanted, team_id=said["team"], by=request.user)
    except Refused as refused:
        return filters_form(request, said["only"], pairs, say=refused.say, name=said["name"])
    return HttpResponseRedirect(filters.url(said["only"], wanted))
