"""One thing done to many tickets of the queue."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from troth.core.policy.edition import Edition
from troth.domain.accounts.rules import Right
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.domain.tickets.actions.assigning import Whose
from troth.domain.tickets.actions.bulk import Outcome, Picked, close_each, give_each, note_each
from troth.domain.tickets.filter import ANYTHING
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.rights import refusal
from troth.interfaces.desk.screens import filters, people
from troth.interfaces.desk.screens.queue import TABS
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock

MOST = 1_000
"""Tickets that one request changes; it ends within seconds."""
_PICKED = re.compile(r"([1-9]\d{0,17})(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, and to which tickets."""

    do: str
    whole: bool
    asked: filters.Asked
    edition: Edition
    picked: list[Picked]
    count: int

    @property
    def back(self) -> str:
        """Return the address of the list they were chosen from."""
        return filters.url(self.asked.only, self.asked.wanted)


@require_POST
@agents_only
def create(request: AgentRequest) -> HttpResponse:
    """Do it at once where nothing is left to be said, else ask for what is missing."""
    try:
        order = _read(request)
    except Refused as refused:
        messages.error(request, refused.say)
        return HttpResponseRedirect(filters.url(_only(request), ANYTHING))
    sure = request.POST.get("sure") == "yes" or (order.do == "mine" and not order.whole)
    if not sure:
        return _form(request, order)
    try:
        outcome = _do(request, order)
    except Refused as refused:
        return _form(request, order, say=refused.say)
    said = ngettext("%(count)d ticket changed.", "%(count)d tickets changed.", len(outcome.done))
    said %= {"count": len(outcome.done)}
    if outcome.refused:
        page = {"now": now(), "said": said, "refused": outcome.refused, "back": order.back}
        return render(request, "desk/changes/done.html", page)
    messages.success(request, said)
    return HttpResponseRedirect(order.back)


def _do(request: AgentRequest, order: Order) -> Outcome:
    if order.do == "note":
        return note_each(order.picked, request.POST.get("text", ""), by=request.user, at=now())
    if order.do == "close":
        if not request.user.may(Right.WORK):
            raise Refused(refusal(request.user.role, Right.WORK))
        more = {name: request.POST.get(name, "")[:200] for name in ("reason", "patch", "component")}
        if more["reason"] not in order.edition.policy.closing.reasons:
            raise Refused(_("Choose the reason they close for."))
        return close_each(order.picked, **more, by=request.user, at=now())
    said = "mine" if order.do == "mine" else request.POST.get("whose", "")
    whose: Whose = people.read(said, request.user)
    handover = request.POST.get("handover", "")[:20_000]
    return give_each(order.picked, whose, handover=handover, by=request.user, at=now())


def _form(request: AgentRequest, order: Order, say: str = "") -> HttpResponse:
    at = now()
    do = order.do if order.do in ("note", "close") else "give"
    clock = desk_clock(order.edition, at, request.user.zone)
    chosen = "agent-" + str(request.user.pk) if order.do == "mine" else ""
    page = {
        "now": at,
        "do": do,
        "count": order.count,
        "picked": [
            f"{one.number}.{one.seen}" if one.seen is not None else str(one.number)
            for one in order.picked
        ],
        "whole": order.whole,
        "only": order.asked.only,
        "query": order.asked.query,
        "people": people.choices(request.user, clock) if do == "give" else [],
        "chosen": request.POST.get("whose", chosen),
        "reasons": list(order.edition.policy.closing.reasons.values()),
        "typed": request.POST,
        "text": request.POST.get("text", ""),
        "handover": request.POST.get("handover", ""),
        "say": say,
        "back": order.back,
    }
    return render(request, "desk/changes/form.html", page, status=422 if say else 200)


def _only(request: AgentRequest) -> str:
    only = request.POST.get("only", "all")
    if only not in TABS:
        raise Http404("The queue has no such tab.")
    return only


def _read(request: AgentRequest) -> Order:
    """Read which tickets are meant.

    Raises:
        Refused: none are chosen, or too many, or the view asks for what is not there.
    """
    at, only = now(), _only(request)
    _edition_id, edition = contracts.current(at)
    asked = filters.ask(only, parse_qsl(request.POST.get("query", "")), edition.policy)
    whole = request.POST.get("whole") == "yes"
    if whole:
        if not request.user.may(Right.REASSIGN):
            raise Refused(refusal(request.user.role, Right.REASSIGN))
        if asked.strange:
            raise Refused(_("This view asks for something that is not there. Filter it anew."))
        count = queries.count(request.user, now=at, only=only, wanted=asked.wanted)
        listed = queries.numbers(
            request.user, now=at, only=only, wanted=asked.wanted, most=MOST + 1
        )
        picked = [Picked(number) for number in listed]
    else:
        found = [_PICKED.fullmatch(value) for value in request.POST.getlist("ticket")]
        picked = [Picked(int(one[1]), int(one[2]) if one[2] else None) for one in found if one]
        count = len(picked)
    if not picked:
        raise Refused(_("Choose a ticket first."))
    if count > MOST:
        told = _("This view has %(count)d tickets, and %(most)d can be changed at once. Narrow it.")
        raise Refused(told % {"count": count, "most": MOST})
    return Order(request.POST.get("do", "give"), whole, asked, edition, picked, count)
