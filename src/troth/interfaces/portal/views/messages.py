"""What a customer writes on their ticket's page."""

from typing import cast
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from troth.domain.refusal import Refused
from troth.domain.tickets.actions.conversation import Says, customer_wrote
from troth.interfaces.channels.web import drafts, uploads
from troth.interfaces.now import now
from troth.interfaces.portal.access import find
from troth.interfaces.portal.views.tickets import Tried, page


@never_cache
@require_POST
def create(request: HttpRequest, token: str = "", number: int = 0) -> HttpResponse:
    """Add a message; the same form sent twice is one message.

    With `says` it is the customer's word that it is solved or urgent, with or without a text.
    """
    way = find(request, token=token, number=number)
    text = request.POST.get("text", "").replace("\x00", "")  # the one sign no database keeps
    said = request.POST.get("says", "")
    says = cast(Says, said) if said in ("solved", "urgent") else None
    nonce = _nonce(request.POST.get("nonce", ""))
    kept = uploads.come_with(request)
    fault = " ".join(kept.faults)
    if not fault:
        try:
            with transaction.atomic():
                customer_wrote(
                    way.ticket.number,
                    text=text,
                    attachments=kept.files,
                    key=f"web:{way.ticket.number}:{nonce}",
                    person_id=way.person_id,
                    at=now(),
                    says=says,
                )
                drafts.drop(request, f"message:{way.ticket.ref}")
        except Refused as refused:
            fault = refused.say
    if fault:
        return page(request, way, Tried(text=text, say=fault, kept=kept, nonce=nonce))
    return HttpResponseRedirect(way.page + ("#next" if says else "#newest"))


def _nonce(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return str(uuid4())
