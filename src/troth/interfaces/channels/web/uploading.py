"""Uploads over the web: begin one, send it piece by piece, ask how far it came, give it up."""

from typing import BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.refusal import Refused
from troth.interfaces.channels.web import coming, uploads
from troth.interfaces.channels.web.coming import Elsewhere, NotThere, Upload
from troth.interfaces.channels.web.numbers import whole
from troth.interfaces.channels.web.whose import too_often, whose
from troth.interfaces.now import now

OFTEN = 300  # uploads an hour begun from one address that has not signed in


@never_cache
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Begin an upload; the answer tells its address. What is refused is told in words."""
    who = whose(request)
    if who.is_visitor and too_often("upload", who, OFTEN):
        return JsonResponse({"say": "Too many files at once. Try again in an hour."}, status=429)
    said = request.POST
    size = whole(said.get("size", ""))
    try:
        upload = coming.begin(
            who, name=said.get("name", ""), media_type=said.get("type", ""), size=size, at=now()
        )
    except Refused as refused:
        return JsonResponse({"say": refused.say}, status=422)
    address = reverse("web:upload", args=[upload.word])
    answer = _stands(JsonResponse({"address": address}, status=201), upload)
    answer["Location"] = address
    who.mark(answer)
    return answer


@never_cache
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def part(request: HttpRequest, word: str) -> HttpResponse:
    """Take the next piece, tell how far the upload came, or forget it.

    Raises:
        Http404: no such upload, or somebody else's.
    """
    try:
        upload = coming.find(word, whose(request).owner)
        if request.method == "DELETE":
            coming.give_up(upload)
            return HttpResponse(status=204)
        if request.method == "PATCH":
            at = whole(request.headers.get("Upload-Offset", ""))
            coming.take(upload, cast(BinaryIO, request), at)
        return _stands(HttpResponse(status=204 if request.method == "PATCH" else 200), upload)
    except Elsewhere as elsewhere:
        return HttpResponse(status=409, headers={"Upload-Offset": str(elsewhere.offset)})
    except NotThere:
        raise Http404("There is no such upload.") from None


def _stands(answer: HttpResponse, upload: Upload) -> HttpResponse:
    """Say how far it came, and once it is whole, the word that the form carries."""
    file = coming.finish(upload)
    answer["Upload-Offset"] = str(coming.offset(upload))
    answer["Upload-Length"] = str(upload.size)
    if file is not None:
        answer["Upload-Kept"] = uploads.word_for(file)
    return answer
