"""What an agent hears who is rung: for a caller who waits, or for a page; one key takes it."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from troth.domain.accounts.models import User
from troth.domain.calls import actions
from troth.domain.calls.models import PhoneCall
from troth.domain.refusal import Refused
from troth.domain.urgent.actions import paging
from troth.domain.urgent.queries import open_page
from troth.interfaces.now import now
from troth.interfaces.pager.composed import words_of
from troth.interfaces.pager.links import PageFor, read
from troth.interfaces.phone import twiml
from troth.interfaces.phone.hooked import hooked

TAKES = "1"


@hooked
def whisper(_request: HttpRequest, agent: int) -> bytes:
    """Say to an agent who is rung that a caller waits: a voice mailbox presses no key."""
    address = settings.TROTH.url + reverse("phone:answer", args=[agent])
    return twiml.asked("A customer is on the support line. Press 1 to take the call.", address)


@hooked
def answer(request: HttpRequest, agent: int) -> bytes:
    """Join the caller to the agent who pressed the key first, and give them the page with it."""
    known = User.objects.agents().filter(pk=agent).first()
    sid = request.POST.get("ParentCallSid", "")
    if known is None or not sid or request.POST.get("Digits") != TAKES:
        return twiml.said([])
    if not actions.answer(sid, known, at=now()):
        return twiml.said(["Somebody else has taken the call."])
    number = PhoneCall.objects.values_list("ticket", flat=True).get(sid=sid)
    if number is not None and open_page(number) is not None:
        paging.take(number, agent=known, channel="phone", at=now())
    return twiml.said([], ends=False)


@hooked
def page(_request: HttpRequest, token: str) -> bytes:
    """Say what a page is about, and ask for the key that takes it."""
    named = _named(token)
    if open_page(named.ticket) is None:
        return twiml.said(["This page is over. Nobody needs to come any more. Goodbye."])
    address = settings.TROTH.url + reverse("phone:page-answer", args=[token])
    return twiml.asked(words_of(named.ticket).spoken, address)


@hooked
def take(request: HttpRequest, token: str) -> bytes:
    """Let the agent have the page."""
    named = _named(token)
    agent = User.objects.agents().filter(pk=named.agent).first()
    if agent is None or request.POST.get("Digits") != TAKES:
        return twiml.said([])
    try:
        paging.take(named.ticket, agent=agent, channel="phone", at=now())
    except Refused as refused:
        return twiml.said([refused.say, "Goodbye."])
    return twiml.said(["Thank you. You have it. Nobody else is called any more. Goodbye."])


def _named(token: str) -> PageFor:
    named = read(token)
    if named is None:
        raise Http404
    return named
