"""A keypad in the browser, in a demo: it calls the real webhooks, signed as a provider would."""

import wave
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from troth.interfaces.now import now
from troth.interfaces.pager.provider import Account, account
from troth.interfaces.phone.twiml import signature_of

SIGNED = "/phone/"


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the keypad."""
    held = _demo()
    page = {
        "now": now(),
        "number": held.number,
        "first": reverse("phone:call"),
        "end": reverse("phone:end"),
    }
    return render(request, "phone/simulator.html", page)


@never_cache
@require_POST
def sign(request: HttpRequest) -> JsonResponse:
    """Sign a request to one of our webhooks, as the demo's own provider."""
    held = _demo()
    fields = request.POST.dict()
    place = urlsplit(str(fields.pop("address", ""))).path
    fields.pop("csrfmiddlewaretoken", None)
    if not place.startswith(SIGNED) or place.startswith(reverse("phone:simulator")):
        raise Http404
    signature = signature_of(f"{settings.TROTH.url}{place}", fields, held.token)
    return JsonResponse({"signature": signature})


@never_cache
@require_safe
def recording(_request: HttpRequest, sid: str) -> HttpResponse:  # noqa: ARG001 - all sound alike
    """Return what the simulator records: a second of silence."""
    _demo()
    sound = BytesIO()
    with wave.open(sound, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(8000)
        written.writeframes(b"\x80" * 8000)
    return HttpResponse(sound.getvalue(), content_type="audio/x-wav")


def _demo() -> Account:
    """Return the demo's account; a real desk has a real telephone, and no page to sign for it."""
    held = account()
    if not settings.TROTH.demo or held is None or held.api:
        raise Http404
    return held
