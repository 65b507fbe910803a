"""Linking a ticket to a defect that is known, or to one entered for it."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from troth.domain.defects import queries, rules
from troth.domain.defects.actions import linking, recording
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, act, find
from troth.interfaces.desk.screens import defects as screens
from troth.interfaces.desk.views.defects import asked
from troth.interfaces.now import now


class DefectForm(Action):
    """A known defect by its number, or the title of a new one; and whether to link or to unlink."""

    do = forms.ChoiceField(
        choices=[("link", ""), ("enter", ""), ("unlink", "")],
        error_messages={"required": _("Say what is to be done.")},
    )
    defect = forms.CharField(max_length=40, required=False)
    title = forms.CharField(max_length=200, required=False)
    component = forms.CharField(max_length=120, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show what the ticket may be linked to; with POST, link it or take it out."""
    return _create(request, number) if request.method == "POST" else _form(request, number)


def _create(request: AgentRequest, number: int) -> HttpResponse:
    form = DefectForm(request.POST)
    return act(request, number, "defect", form, lambda: _do(form, request, number))


@transaction.atomic
def _do(form: DefectForm, request: AgentRequest, number: int) -> None:
    said, by, at = form.cleaned_data, request.user, now()
    if said["do"] == "enter":
        made = recording.enter(title=said["title"], component=said["component"], by=by, at=at)
        linking.link(number, made.pk, seen=said["seen"], by=by, at=at)
        return
    chosen = rules.number(said["defect"])
    if chosen is None:
        raise Refused(str(_("Choose a defect, or enter its number, such as DEF-12.")))
    change = linking.unlink if said["do"] == "unlink" else linking.link
    change(number, chosen, seen=said["seen"], by=by, at=at)


def _form(request: AgentRequest, number: int) -> HttpResponse:
    found, text = find(request.user, number), asked(request, "q")
    page = {
        "now": now(),
        "number": number,
        "ref": found.ticket.ref,
        "subject": found.ticket.subject,
        "seen": found.position,
        "text": text,
        "rows": screens.rows(queries.alike(found.ticket, text)),
        "part": bool(request.htmx),
    }
    if request.headers.get("HX-Target") == "suspects":
        name = "desk/defects/_suspects.html"
    else:
        name = "desk/defects/_link.html" if request.htmx else "desk/defects/link.html"
    answer = render(request, name, page)
    answer["Vary"] = "HX-Request, HX-Target, Cookie"
    return answer
