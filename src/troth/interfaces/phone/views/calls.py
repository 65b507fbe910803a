"""The call itself: how it begins, each of its steps, and its end."""

from typing import cast, get_args

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from troth.core.line.verbs import Ring, Step, Turn
from troth.domain.calls import actions
from troth.domain.calls.actions import Said
from troth.domain.urgent.queries import voices_on_call, voices_on_duty
from troth.interfaces.now import now
from troth.interfaces.phone import twiml
from troth.interfaces.phone.hooked import hooked

STEPS = {step.replace(" ", "-"): step for step in get_args(Step)}
RINGS = {"contract": voices_on_duty, "description": voices_on_call}
"""Steps after which somebody is rung, and who."""


@hooked
def create(request: HttpRequest) -> bytes:
    """Answer a call."""
    turn = actions.begin(_sid(request), request.POST.get("From", ""), at=now())
    return _written(turn)


@hooked
def step(request: HttpRequest, step: str) -> bytes:
    """Take what a step brought, and go on."""
    if step not in STEPS:
        raise Http404
    named = cast(Step, STEPS[step])
    ring = RINGS.get(named)
    said = Said(
        keys=request.POST.get("Digits", ""),
        recording=request.POST.get("RecordingUrl", "")[:500],
        seconds=_whole(request.POST.get("RecordingDuration", "")),
        answered=request.POST.get("DialCallStatus") == "completed",
        can_ring=bool(ring and ring(now())),
    )
    turn = actions.go_on(_sid(request), named, said, at=now())
    return _written(turn)


@hooked
def end(request: HttpRequest) -> bytes:
    """Note that a call is over."""
    if request.POST.get("CallStatus") in ("completed", "busy", "failed", "no-answer", "canceled"):
        actions.end(_sid(request), at=now())
    return twiml.said([], ends=False)


def _written(turn: Turn) -> bytes:
    rung: dict[str, int] = {}
    for verb in turn.verbs:
        if isinstance(verb, Ring):
            rung = voices_on_duty(now()) if verb.step == "agents" else voices_on_call(now())
    url = settings.TROTH.url
    return twiml.written(
        turn,
        twiml.Places(
            step={step: url + reverse("phone:step", args=[slug]) for slug, step in STEPS.items()},
            whisper={
                number: url + reverse("phone:whisper", args=[agent])
                for number, agent in rung.items()
            },
        ),
    )


def _sid(request: HttpRequest) -> str:
    """Return the provider's id of the call; a request without one is no call.

    Raises:
        Http404: it has none.
    """
    sid = request.POST.get("CallSid", "")
    if not 1 <= len(sid) <= 64:
        raise Http404
    return sid


def _whole(text: str) -> int:
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) < 10 else 0
