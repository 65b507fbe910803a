"""Merging, splitting and linking: on one page, with what will happen before it does."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.defects.actions.merging import merge as merge_all
from troth.domain.refusal import Refused
from troth.domain.tickets import pages
from troth.domain.tickets.actions import linking, merging, splitting
from troth.domain.tickets.actions.pairs import of_one_customer
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.acting import Action, find
from troth.interfaces.desk.screens.together import build
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock

_NUMBER = re.compile(r"(?:[A-Za-z]{1,12}-)?(\d{1,15})")


class TogetherForm(Action):
    """What is to be done, with which ticket, and with which words."""

    do = forms.CharField(max_length=20)
    other = forms.CharField(max_length=40, required=False)
    how = forms.CharField(max_length=20, required=False)
    subject = forms.CharField(max_length=200, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Show what belongs together, and what would happen; with POST, do it."""
    if request.method != "POST":
        return _page(request, number, request.GET.get("with", ""))
    find(request.user, number)
    form = TogetherForm(request.POST)
    other = request.POST.get("other", "")
    if not form.is_valid():
        words = _("This form is not whole. Reload the page and send it again.")
        return _page(request, number, other, words)
    try:
        with transaction.atomic():
            led = _do(request, number, form)
    except Refused as refused:
        return _page(request, number, other, refused.say)
    return HttpResponseRedirect(led)


def _do(request: AgentRequest, number: int, form: TogetherForm) -> str:
    """Do what a form asks for; return the address it leads to."""
    said, by, at = form.cleaned_data, request.user, now()
    seen = said["seen"]
    how: dict[str, Any] = {"by": by, "at": at}
    here = reverse("desk:together", args=[number])

    def merge() -> str:
        made = merge_all(number, _number(said["other"]), seen=seen, **how)
        return reverse("desk:ticket", args=[made.number])

    def link() -> str:
        linking.link(number, _number(said["other"]), how=said["how"], seen=seen, **how)
        return here

    def unlink() -> str:
        linking.unlink(number, _number(said["other"]), how=said["how"], seen=seen, **how)
        return here

    def split() -> str:
        words = [int(one) for one in request.POST.getlist("message") if one.isdecimal()][:500]
        made = splitting.split(number, words, subject=said["subject"], seen=seen, **how)
        return reverse("desk:ticket", args=[made.number])

    def part() -> str:
        merging.part(number, seen=seen, **how)
        return reverse("desk:ticket", args=[number])

    def put_back() -> str:
        splitting.undo(number, seen=seen, **how)
        return here

    verbs: dict[str, Callable[[], str]] = {
        "merge": merge,
        "link": link,
        "unlink": unlink,
        "split": split,
        "part": part,
        "put back": put_back,
    }
    if said["do"] not in verbs:
        raise Refused(_("Say what is to be done."))
    return verbs[said["do"]]()


def _number(text: str) -> int:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise Refused(_("Give the number of the other ticket, such as IVT-10427."))
    return int(found[1])


def _page(request: AgentRequest, number: int, other: str, say: str = "") -> HttpResponse:
    at, found = now(), find(request.user, number)
    clock = desk_clock(found.edition, at, request.user.zone)
    that: TicketPage | None = None
    if other.strip():
        try:
            that = _other(request, found, other)
        except Refused as refused:
            say = say or refused.say
    shown = {
        "now": at,
        "f": build(found, clock, that),
        "say": say,
        "with": other[:40],
        "typed": request.POST if request.method == "POST" else {},
    }
    status = 422 if say and request.method == "POST" else 200
    return render(request, "desk/together/show.html", shown, status=status)


def _other(request: AgentRequest, found: TicketPage, other: str) -> TicketPage:
    """Return the ticket that a preview is of.

    Raises:
        Refused: there is none of that number, or it is another customer's.
    """
    that = pages.page(request.user, _number(other))
    if that is None or that.ticket == found.ticket:
        raise Refused(_("There is no other ticket of that number."))
    if not of_one_customer(found.ticket, that.ticket):
        words = _("%(ticket)s is not this customer's.")
        raise Refused(words % {"ticket": that.ticket.ref})
    return that
