"""Drafts over the web: what a page reads when it opens, and saves while somebody writes."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.domain.drafts import actions, queries
from troth.domain.drafts.models import Draft
from troth.domain.refusal import Refused
from troth.interfaces.channels.web.numbers import whole
from troth.interfaces.channels.web.whose import Whose, too_often, whose
from troth.interfaces.now import now

OFTEN = 600  # saves an hour from one address that has not signed in
VISITORS_LONGEST = 20_000
STAFF = "ticket:"
"""Keys below this are for people who have signed in."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Tell what this person has under way below a prefix, or keep one draft."""
    if request.method == "POST":
        return _keep(request)
    who = whose(request)
    found = [] if who.new else queries.drafts(who.owner, request.GET.get("prefix", "")[:120])
    return JsonResponse({"drafts": _told(found)})


def _keep(request: HttpRequest) -> HttpResponse:
    who, at = whose(request), now()
    key, text = request.POST.get("key", ""), request.POST.get("text", "").replace("\x00", "")
    writer, turn = request.POST.get("writer", "")[:40], whole(request.POST.get("turn", ""), 0)
    if why := _not_now(who, key, text):
        return JsonResponse({"say": why}, status=403)
    instead = read_instead(request.POST.get("instead", ""))
    body = {"text": text}
    try:
        actions.keep(who.owner, key, body, at, writer=writer, turn=turn, instead=instead)
    except Refused as refused:
        return JsonResponse({"say": refused.say}, status=422)
    answer = JsonResponse({"beside": _told(queries.beside(who.owner, key, writer))})
    who.mark(answer)
    return answer


def _not_now(who: Whose, key: str, text: str) -> str:
    if not who.is_visitor:
        return ""
    if key.startswith(STAFF):
        return "You are signed out. Your text stays in this window."
    if len(text) > VISITORS_LONGEST or too_often("draft", who, OFTEN):
        return "Your text stays in this window."
    return ""


def drop(request: HttpRequest, key: str) -> None:
    """Let go of what a form was sent from. Belongs in the transaction that commits the message."""
    who = whose(request)
    if who.new:
        return
    writer, _, instead = request.POST.get("draft", "").partition(";")
    if writer:
        before = read_instead(instead)
        actions.drop(who.owner, key, writer=writer[:40], at=now(), instead=before)


def read_instead(said: str) -> list[tuple[str, int]]:
    """Read "writer:turn,writer:turn": the drafts that a text was made from."""
    pairs = [one.rpartition(":") for one in said.split(",")[:20] if one]
    return [(writer[:40], whole(turn, 0)) for writer, _, turn in pairs]


def _told(found: Iterable[Draft]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "writer": one.writer,
            "turn": one.turn,
            "text": str(one.body.get("text", "")),
            "at": one.at.isoformat(timespec="seconds"),
        }
        for one in found
    ]
