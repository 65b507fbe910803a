"""Patches that a release pipeline tells of."""

import json
import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from troth.domain.defects import hooks, rules
from troth.domain.defects.actions.announcing import release
from troth.domain.refusal import Refused
from troth.interfaces.now import now

MOST_BYTES = 256 * 1024
_KNOWN = {"version", "fixes", "notes", "released_on"}
log = logging.getLogger("troth.hooks")


@dataclass(frozen=True, slots=True)
class _Release:
    """What a pipeline says of a patch."""

    version: str
    fixes: list[int]
    notes: str
    released_on: date


@csrf_exempt  # nobody's browser signs
@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """Release a patch; the same one again changes nothing and is answered alike."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return HttpResponseNotAllowed(["POST"])
    at = now()
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"say": "That is more than a patch has to say."}, status=413)
    try:
        hook = hooks.prove(
            request.headers.get("Troth-Hook", ""),
            request.headers.get("Troth-Time", ""),
            request.headers.get("Troth-Signature", ""),
            request.body,
            at=at,
        )
    except hooks.Unproven as unproven:
        log.warning("a request to tell of a patch was refused: %s", unproven)
        return JsonResponse({"say": "This is not signed by a hook of this desk."}, status=403)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        told = _read(request.body, today=at.date())
        patch, new = release(
            told.version,
            fixes=told.fixes,
            notes=told.notes,
            released_on=told.released_on,
            by=f"hook:{hook.pk}",
            at=at,
        )
    except Refused as refused:
        return JsonResponse({"say": refused.say}, status=422)
    answer = {"version": patch.version, "patch": patch.pk, "new": new}
    return JsonResponse(answer, status=201 if new else 200)


def _read(body: bytes, *, today: date) -> _Release:
    """Read what a pipeline says.

    Raises:
        Refused: it is no JSON object, or says what is not known here.
    """
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("Send JSON: an object with version, fixes, notes and released_on.") from None
    if not isinstance(found, dict) or not found.keys() <= _KNOWN:
        raise Refused("Send an object with version, fixes, notes and released_on, and no more.")
    fixes = found.get("fixes", "")
    if isinstance(fixes, list):
        fixes = " ".join(str(one) for one in fixes[:1_000])
    texts = [found.get("version", ""), fixes, found.get("notes", ""), found.get("released_on", "")]
    if not all(isinstance(one, str) and "\x00" not in one for one in texts):
        raise Refused("Each of version, notes and released_on is a text; fixes is one, or a list.")
    version, named, notes, day = texts
    return _Release(version, rules.numbers(named), notes, rules.released(day, today))
