"""What a customer writes on their ticket's page."""

from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from troth.domain.refusal import Refused
from troth.domain.tickets.actions.conversation import customer_wrote
from troth.domain.tickets.queries import by_token
from troth.interfaces.channels.web import drafts, uploads
from troth.interfaces.now import now
from troth.interfaces.portal.views.tickets import page


@never_cache
@require_POST
def create(request: HttpRequest, token: str) -> HttpResponse:
    """Add a message; the same form sent twice is one message."""
    ticket = by_token(token)
    if ticket is None:
        raise Http404("No ticket has this link.")
    text = request.POST.get("text", "").replace("\x00", "")  # the one sign no database keeps
    nonce = _nonce(request.POST.get("nonce", ""))
    kept = uploads.come_with(request)
    say = " ".join(kept.faults)
    if not say:
        try:
            with transaction.atomic():
                customer_wrote(
                    ticket.number,
                    text=text,
                    attachments=kept.files,
                    key=f"web:{ticket.number}:{nonce}",
                    person_id=ticket.reporter_id,
                    at=now(),
                )
                drafts.drop(request, f"message:{ticket.ref}")
        except Refused as refused:
            say = refused.say
    if say:
        return page(request, token, text=text, say=say, kept=kept, nonce=nonce)
    return HttpResponseRedirect(reverse("portal:ticket", args=[token]) + "#newest")


def _nonce(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return str(uuid4())
